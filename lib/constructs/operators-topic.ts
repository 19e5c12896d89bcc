import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Where alarms reach the people on duty; the duty system subscribes to it in each environment. */
export class OperatorsTopic extends Topic {
  constructor(scope: Construct, id: string, masterKey: IKey) {
    super(scope, id, { displayName: 'Songhua operators', masterKey, enforceSSL: true });
  }
}
