import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

let client: SFNClient | undefined;
const workflows = () =>
  (client ??= new SFNClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 2500, throwOnRequestTimeout: true, connectionTimeout: 1000 },
  }));

/** Replaces the client: the proof harness hands in one that runs workflows in memory. */
export function useWorkflows(replacement: SFNClient): void {
  client = replacement;
}

/**
 * Starts the authorization workflow (转账认证流程) of one transfer. Its name is the transfer's id, so a second start finds the first.
 * Only ids go in: execution history is no place for personal data.
 */
export async function startAuthorization(accountId: string, transferId: string, timeoutSeconds: number): Promise<void> {
  const input = JSON.stringify({ accountId, transferId, timeoutSeconds });
  await workflows()
    .send(new StartExecutionCommand({ stateMachineArn: arn(), name: transferId, input }))
    .catch(unless('ExecutionAlreadyExists'));
}

/** Tells the waiting workflow to go on and settle. A token that is used or timed out is no failure: the row has decided. */
export async function answerAuthorization(taskToken: string): Promise<void> {
  await workflows()
    .send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))
    .catch(unless('TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'));
}

const unless =
  (...names: string[]) =>
  (error: unknown): void => {
    if (!names.includes((error as Error).name)) throw error;
  };

function arn(): string {
  const value = process.env['BANK_TRANSFER_WORKFLOW'];
  if (!value) throw new Error('BANK_TRANSFER_WORKFLOW is not set');
  return value;
}
