import { canMeet, type Fault, type FaultKind, faultKinds } from '../faults.ts';
import { said } from '../said.ts';
import type { Armed } from './director.ts';
import type { Cast } from './cast.ts';
import type { Play } from './play.ts';

/** One way of calling one function of the deployed bank, and one fault at one of its calls to the cloud. */
export interface Point {
  readonly play: Play;
  readonly fault: Fault;
  /** In a process that has just started. */
  readonly cold: boolean;
}

/** What a play came to. */
export interface Result {
  readonly armed: Armed | undefined;
  readonly failed?: unknown;
}

/** A fault beyond every call: it only listens. */
const listening: Fault = { at: -1, kind: 'lost', attempts: 'first' };

const isCrash = (kind: FaultKind): boolean => kind.startsWith('crash');

/** Plays once, with this fault. */
export async function perform(cast: Cast, { play, fault, cold }: Point): Promise<Result> {
  const { director } = cast.stage;
  let armed: Armed | undefined;
  await cast.staysSignedIn();
  try {
    await play.perform(cast, (mark) => (armed = director.arm({ name: play.operation, mark, fault, cold })));
    return { armed };
  } catch (failed) {
    return { armed, failed };
  } finally {
    if (armed) director.disarm(armed);
  }
}

/** Every fault of every call of a play's function, in a warm process and in one that has just started. */
export async function pointsOf(cast: Cast, play: Play): Promise<Point[]> {
  const points: Point[] = [];
  // The first one starts the processes that the second finds warm.
  await heard(cast, play, false);
  for (const cold of [false, true])
    for (const [at, call] of (await heard(cast, play, cold)).entries())
      for (const kind of faultKinds.filter((one) => canMeet(one, call)))
        for (const attempts of ['first', 'every'] as const)
          // A crash has one attempt.
          if (attempts === 'first' || !isCrash(kind)) points.push({ play, cold, fault: { at, kind, attempts } });
  return points;
}

/** The calls of a play's function without a fault. */
async function heard(cast: Cast, play: Play, cold: boolean): Promise<readonly string[]> {
  const { armed, failed } = await perform(cast, { play, cold, fault: listening });
  if (failed !== undefined || !armed?.strike) {
    throw new Error(`${play.operation} (${play.when}) fails without a fault: ${said(failed ?? 'it never ran')}`);
  }
  return armed.strike.calls;
}

/** What a fault broke, in words; nothing, if only time was lost. */
export function brokenBy({ play, fault, cold }: Point, { armed, failed }: Result): string[] {
  if (failed === undefined) return [];
  const call = armed?.strike?.calls[fault.at] ?? 'none';
  const place = `${play.operation} (${play.when}${cold ? ', cold' : ''})`;
  return [`${place}, ${fault.kind} at call ${fault.at} (${call}) in ${fault.attempts} attempt: ${said(failed)}`];
}
