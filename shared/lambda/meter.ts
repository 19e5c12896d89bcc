import { type Level, isSampled, writeLine } from './line.ts';
import { type LogFields, classified } from './log.ts';

/** How a call ended: `refused` is the caller's doing, `failed` is ours and rings the alarm. */
export type Outcome = 'ok' | 'replayed' | 'refused' | 'failed';

/** What CloudWatch reads out of a line: one metric by these dimensions (embedded metric format). */
const metric = (Name: string, Unit: 'Milliseconds' | 'Count', ...dimensions: readonly string[]) => ({
  _aws: {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'Songhua', Dimensions: [dimensions], Metrics: [{ Name, Unit }] }],
  },
});

/** What went well is told for one call in some; whoever was refused finds why; what failed is read by the one on duty. */
const levels: Readonly<Record<Outcome, Level>> = { ok: 'INFO', replayed: 'INFO', refused: 'WARN', failed: 'ERROR' };

/** What a line says of one call. */
export interface CallFields extends LogFields {
  readonly traceId: string;
}

/** Writes how a call ended, ids as searchable fields. */
export type Recorder = (operation: string, outcome: Outcome, latencyMs: number, fields: CallFields) => void;

/**
 * The one line of a call, and a sample of those that went well: how many there were and how long they took is counted by the
 * gateway and by Lambda, what they did is in the ledger.
 */
export const recordCall: Recorder = (operation, outcome, latencyMs, fields) => {
  if (levels[outcome] !== 'INFO' || isSampled(fields.traceId)) recordRun(operation, outcome, latencyMs, fields);
};

/** The line of a run by the clock, always: there are few, and their counts are told nowhere else. */
export const recordRun: Recorder = (operation, outcome, latencyMs, fields) => {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  writeLine(levels[outcome], 'call', {
    ...Object.fromEntries(said.map(([key, value]) => [key, classified(value)])),
    operation,
    outcome,
    latencyMs,
  });
};

/** Publishes one number of the bank as a metric without dimensions, to be alarmed on: `ledgerFindings`, above zero. */
export function recordMeasure(name: string, value: number): void {
  writeLine('INFO', 'measure', { [name]: value, ...metric(name, 'Count') });
}

/**
 * Counts one call to a partner, whose outcome is whether it answered: the dashboard and the alarm of the partner read it. Two
 * series a partner and metric.
 */
export function recordPartnerCall(partner: string, outcome: 'ok' | 'failed', latencyMs: number): void {
  const dimensions = metric('partnerLatency', 'Milliseconds', 'partner', 'outcome');
  writeLine('INFO', 'partner call', { partner, outcome, partnerLatency: latencyMs, ...dimensions });
}
