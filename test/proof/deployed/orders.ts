import type { Fault } from '../faults.ts';

// What a function of the fault build and the director say to each other, as JSON over HTTP on this machine.

/** A run has begun. */
export interface Begun {
  /** The contract's name. */
  readonly name: string;
  /** The event as JSON: the director finds in it whose run this is. */
  readonly event: string;
}

/** What the run shall meet. */
export interface Orders {
  readonly run: number;
  readonly fault?: Fault;
  /** End the process before anything is done, so that the next run begins in a new one. */
  readonly dieAtOnce?: boolean;
}

/** A run has ended. */
export interface Ended {
  readonly run: number;
  readonly how: 'answered' | 'failed' | 'died';
  /** The calls to the cloud, by name. */
  readonly calls: readonly string[];
  /** Whether the fault was met. */
  readonly reached: boolean;
  /** The answer's status, where HTTP asked. */
  readonly status?: number;
}
