import { setTimeout as pause } from 'node:timers/promises';
import { type Reach, over } from '../../../local/actor.ts';
import { type OpenBank, openBank } from '../../../local/open-bank.ts';
import { freePort } from '../../../local/ports.ts';
import { Cloud } from '../../support/cloud-at.ts';
import { Director } from './director.ts';
import { faultBuild } from './fault-build.ts';
import type { Begun } from './orders.ts';

/** So long a transfer waits for its code: far longer than any recovery from one fault, and short enough to wait for the last. */
const waitSeconds = 60;

/** The interval of the first retry of the workflow. */
const retryMs = 1000;

/** A bank of the fault build on ports of its own, and what was promised to its customers. */
export class Stage {
  readonly director: Director;
  readonly cloud: Cloud;
  readonly reach: Reach;
  /** Transfers of which a customer was told that they are booked. */
  readonly posted: string[] = [];
  /** Transfers that asked for a code. */
  readonly steppedUp: string[] = [];
  /** Transfers that asked for none. */
  readonly direct: string[] = [];
  /** Transfers whose workflow was stopped from outside, so that the sweep has to end them. */
  readonly stopped: string[] = [];
  private readonly bank: OpenBank;

  private constructor(bank: OpenBank, director: Director) {
    this.bank = bank;
    this.director = director;
    this.cloud = new Cloud(bank.emulator.url);
    this.reach = over(bank.baseUrl);
    director.onFailure = (begun) => void this.retryChallenge(begun);
  }

  static async open(): Promise<Stage> {
    const director = await Director.open();
    const plugins = [faultBuild(director.url)];
    const stage = new Stage(await openBank(await freePort(), { waitSeconds, plugins }), director);
    await stage.cloud.useTable();
    return stage;
  }

  /**
   * Step Functions runs a task that waits for a token again when its function fails (lib/constructs/transfer-definition.ts). The
   * emulator (MiniStack 1.5.33) waits for the token all the same, so this does in its place what AWS does.
   */
  private async retryChallenge({ name, event }: Begun): Promise<void> {
    if (name !== 'openChallenge') return;
    await pause(retryMs);
    // One that fails again is heard of again.
    await this.cloud.runFunction('open-challenge', JSON.parse(event)).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.bank.emulator.stop();
    this.director.close();
  }
}
