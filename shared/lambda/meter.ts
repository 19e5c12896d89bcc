import { writeLine } from './line.ts';
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

/**
 * Writes the one line of a call: metric and access record at once (CloudWatch embedded metric format). Dimensions are
 * operation and outcome only, so 150 operations make 600 series however many customers call; ids are searchable fields.
 */
export function recordCall(operation: string, outcome: Outcome, latencyMs: number, fields: LogFields = {}): void {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  writeLine('INFO', 'call', {
    ...Object.fromEntries(said.map(([key, value]) => [key, classified(value)])),
    operation,
    outcome,
    latency: latencyMs,
    ...metric('latency', 'Milliseconds', 'operation', 'outcome'),
  });
}

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
