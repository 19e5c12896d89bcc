export interface WorkflowParts {
  readonly partition: string;
  readonly openChallengeArn: string;
  readonly settleTransferArn: string;
  /** How long to wait: what the transfer's own input says, or one number where the emulator cannot read it from there. */
  readonly patience: { readonly TimeoutSecondsPath: string } | { readonly TimeoutSeconds: number };
}

/**
 * Two states, so two billed transitions per transfer, however many factors it takes: wait for the customer, then settle.
 * Approved, expired, cancelled and "could not even ask" all go to Settle, which reads the row and decides by a conditional
 * write: the token carries no verdict, so a forged, late or lost one moves no money. Input and history hold only ids.
 */
export const authorizationOf = ({ partition, openChallengeArn, settleTransferArn, patience }: WorkflowParts) => ({
  Comment: 'Waits for the customer to authorize a transfer, then settles it',
  StartAt: 'AwaitAuthorization',
  States: {
    AwaitAuthorization: {
      Type: 'Task',
      Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
      Parameters: {
        FunctionName: openChallengeArn,
        Payload: { 'accountId.$': '$.accountId', 'transferId.$': '$.transferId', 'taskToken.$': '$$.Task.Token' },
      },
      ...patience,
      // A challenge that could not be opened is tried again; one that was opened and not answered in time is over.
      Retry: [
        { ErrorEquals: ['States.Timeout'], MaxAttempts: 0 },
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3, JitterStrategy: 'FULL' },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Settle' }],
      ResultPath: null,
      Next: 'Settle',
    },
    Settle: {
      Type: 'Task',
      Resource: `arn:${partition}:states:::lambda:invoke`,
      Parameters: {
        FunctionName: settleTransferArn,
        Payload: { 'accountId.$': '$.accountId', 'transferId.$': '$.transferId' },
      },
      // Not knowing is not an outcome: 120 tries in 9 to 19 hours (2 s doubling to 10 min, jittered) before a human is asked.
      Retry: [
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 2,
          BackoffRate: 2,
          MaxDelaySeconds: 600,
          MaxAttempts: 120,
          JitterStrategy: 'FULL',
        },
      ],
      ResultPath: null,
      End: true,
    },
  },
});
