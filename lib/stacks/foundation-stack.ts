import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BundleOf, FrontDoor, Ground } from '../cloud.ts';
import { bankAuthorizer } from '../constructs/authorizer.ts';
import { BankApi } from '../constructs/bank-api.ts';
import { BankFunction } from '../constructs/bank-function.ts';
import { BankTable } from '../constructs/bank-table.ts';
import { ringOnce } from '../constructs/domain-alarm.ts';
import { FallbackRoute } from '../constructs/fallback-route.ts';
import { Keys } from '../constructs/keys.ts';
import { OperatorsTopic } from '../constructs/operators-topic.ts';
import { transferWorkflowArn } from '../constructs/transfer-workflow.ts';
import type { Environment } from '../environments.ts';
import { type Deployable, theOnly } from '../operations.ts';

/** What everything stands on: keys, the table, the API with its authorizer, and the way to the people on duty. */
export class FoundationStack extends Stack {
  readonly ground: Ground;
  readonly door: FrontDoor;

  constructor(scope: Construct, environment: Environment, all: readonly Deployable[], bundleOf: BundleOf) {
    const { account, region, retain } = environment;
    super(scope, 'foundation', {
      stackName: 'songhua-foundation',
      env: { account, region },
      terminationProtection: retain,
    });
    const keys = new Keys(this, 'Keys', environment);
    this.ground = {
      environment,
      table: new BankTable(this, 'Table', keys.data, environment),
      dataKey: keys.data,
      keyring: keys.keyring,
      tokenKey: keys.token,
      operators: new OperatorsTopic(this, 'Operators', keys.data),
      queues: new Map(),
      transferWorkflowArn: transferWorkflowArn(environment),
      bundleOf,
    };
    const { api } = new BankApi(this, 'Api', environment);
    const authorize = new BankFunction(this, theOnly(all, 'authorizer'), this.ground);
    const fallback = new FallbackRoute(this, theOnly(all, 'fallback'), this.ground, api);
    ringOnce(this, 'edge', [authorize.errors, fallback.errors], this.ground);
    this.door = { api, authorizer: bankAuthorizer(authorize.lambda) };
  }
}
