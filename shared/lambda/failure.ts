import type { Contract } from '../contract/contract.ts';
import { Internal, protocolErrors } from '../contract/protocol-errors.ts';
import { DomainError, type ErrorSpec } from '../domain/errors.ts';
import { OutcomeUnknown, TryAgain } from '../domain/outcome.ts';
import { log } from './log.ts';

const ofProtocol = new Set<ErrorSpec>(protocolErrors);

/** The failure that may leave: a declared one as it is, a silent cloud as "unknown" or "busy", a bug as INTERNAL. */
export function failureOf(error: unknown, contract: Contract, traceId: string): DomainError {
  if (error instanceof DomainError && (contract.errors.includes(error.spec) || ofProtocol.has(error.spec)))
    return error;
  const operation = contract.name;
  if (fromCloud(error)) {
    log.error('the cloud did not answer', error, { operation, traceId });
    return noAnswer(contract);
  }
  if (error instanceof DomainError) log.error('undeclared error', error, { operation, traceId, code: error.spec.code });
  else log.error('bug', error, { operation, traceId });
  return new DomainError(Internal);
}

/** A write that got no answer may have happened: saying "failed" would be a lie, so the caller asks again with its key. */
export const noAnswer = (contract: Contract): DomainError =>
  new DomainError(contract.idempotent ? OutcomeUnknown : TryAgain);

/** A throttle, a 5xx, a broken connection or a time-out of the AWS SDK, after its own retries. */
export function fromCloud(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $fault, $retryable, syscall } = error as { $fault?: string; $retryable?: object; syscall?: string };
  const silent =
    $fault === 'server' || $retryable !== undefined || syscall !== undefined || error.name === 'TimeoutError';
  return silent || throttles.has(error.name);
}

/** The SDK marks these as the client's fault, though the client did nothing wrong. */
const throttles = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'KMSThrottlingException',
]);
