import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../faults.ts';
import type { Begun, Ended, Orders } from './orders.ts';

/** Which run shall meet a fault: the next of this function whose event holds the mark (an id, an idempotency key, a token). */
export interface Aim {
  readonly name: string;
  readonly mark: string;
  readonly fault: Fault;
  /** The fault strikes in a process that has just started, with its keys and parameters still to fetch. */
  readonly cold: boolean;
}

/** One aim, and what became of it. */
export class Armed {
  readonly aim: Aim;
  /** What the run that was aimed at met; undefined while it is under way, or if there was none. */
  strike: Ended | undefined;
  /** Milliseconds from the beginning of the run that was aimed at until a run for the same mark was answered. */
  recoveryMs: number | undefined;
  /** Over when a run for the mark was answered, with anything but "ask again". */
  readonly recovered: Promise<void>;
  private recover!: () => void;
  private target: number | undefined;
  private begunMs = 0;
  private chilled = false;
  private readonly runs = new Set<number>();

  constructor(aim: Aim) {
    this.aim = aim;
    this.recovered = new Promise((resolve) => (this.recover = resolve));
  }

  isFor({ name, event }: Begun): boolean {
    return name === this.aim.name && event.includes(this.aim.mark);
  }

  ordersFor(run: number): Orders {
    if (this.aim.cold && !this.chilled) {
      this.chilled = true;
      return { run, dieAtOnce: true };
    }
    this.runs.add(run);
    if (this.strike) return { run };
    // The first, or the next after one that never ended: another crash took the process that it shared.
    this.target = run;
    this.begunMs = performance.now();
    return { run, fault: this.aim.fault };
  }

  take(ended: Ended): void {
    if (!this.runs.has(ended.run)) return;
    if (ended.run === this.target) this.strike = ended;
    if (ended.how !== 'answered' || (ended.status ?? 0) >= askAgainStatus || this.recoveryMs !== undefined) return;
    this.recoveryMs = performance.now() - this.begunMs;
    this.recover();
  }
}

/** OUTCOME_UNKNOWN and TRY_AGAIN; nothing else of the bank is so high but a bug. */
const askAgainStatus = 500;

/** Stands outside of the bank and decides what goes wrong inside: its functions ask at each run. */
export class Director {
  readonly url: string;
  private readonly server: Server;
  private readonly aims = new Set<Armed>();
  private readonly underWay = new Map<number, Begun>();
  private runs = 0;
  /** Told of every run that died or failed. */
  onFailure: (begun: Begun) => void = () => undefined;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async open(): Promise<Director> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Director(server);
  }

  arm(aim: Aim): Armed {
    const armed = new Armed(aim);
    this.aims.add(armed);
    return armed;
  }

  disarm(armed: Armed): void {
    this.aims.delete(armed);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.end(JSON.stringify(request.url === '/begun' ? this.begun(said as Begun) : this.ended(said as Ended)));
  }

  private begun(begun: Begun): Orders {
    const run = ++this.runs;
    this.underWay.set(run, begun);
    const armed = [...this.aims].find((one) => one.isFor(begun));
    return armed ? armed.ordersFor(run) : { run };
  }

  private ended(ended: Ended): object {
    for (const armed of this.aims) armed.take(ended);
    const begun = this.underWay.get(ended.run);
    this.underWay.delete(ended.run);
    if (begun && ended.how !== 'answered') this.onFailure(begun);
    return {};
  }
}
