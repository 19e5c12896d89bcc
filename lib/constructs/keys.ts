import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Environment } from '../environments.ts';

/** The three keys of the bank: one for data at rest, one that wraps field keys, one that signs access tokens. */
export class Keys extends Construct {
  readonly data: Key;
  readonly keyring: Key;
  readonly token: Key;

  constructor(scope: Construct, id: string, { retain }: Environment) {
    super(scope, id);
    const removalPolicy = retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.data = new Key(this, 'Data', {
      description: 'Table and topics at rest',
      enableKeyRotation: true,
      removalPolicy,
    });
    // An alarm is published by CloudWatch itself: without this an encrypted topic never hears it.
    this.data.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    this.keyring = new Key(this, 'Keyring', {
      description: 'Wraps the data keys of C2 fields',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.token = new Key(this, 'Token', {
      description: 'Signs access tokens (ES256)',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy,
    });
  }
}
