import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { Cloud } from './cloud-at.ts';

/** The cloud in which the bank under test runs. */
export const cloud = (): Cloud => new Cloud(inject('cloud'));

export const workflows = (): SFNClient => cloud().workflows;
export const queues = (): SQSClient => cloud().queues;

/** Points the stores of this test at the table of the bank under test: to look into it, and to let time pass in it. */
export const useBankTable = (): Promise<void> => cloud().useTable();

/** Runs a function of the bank as the cloud would, and reads what it returns. */
export const runFunction = <T>(name: string, event: unknown): Promise<T> => cloud().runFunction<T>(name, event);

/** The one execution of a transfer, named by it. */
export const executionOf = (transferId: string): Promise<string> => cloud().executionOf(transferId);
