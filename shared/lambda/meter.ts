import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { type LogFields, classified } from './log.ts';

/** How a call ended: `refused` is the caller's doing, `failed` is ours and rings the alarm. */
export type Outcome = 'ok' | 'replayed' | 'refused' | 'failed';

let metrics: Metrics | undefined;

function powertools(): Metrics {
  if (!metrics) {
    metrics = new Metrics({ namespace: 'Songhua', serviceName: 'bank' });
    metrics.clearDefaultDimensions();
  }
  return metrics;
}

/**
 * Writes the one line of a call: metric and access record at once (CloudWatch embedded metric format). Dimensions are
 * operation and outcome only, so 150 operations make 600 series however many customers call; ids are searchable fields.
 */
export function recordCall(operation: string, outcome: Outcome, latencyMs: number, fields: LogFields = {}): void {
  const meter = powertools();
  meter.addDimension('operation', operation);
  meter.addDimension('outcome', outcome);
  meter.addMetric('latency', MetricUnit.Milliseconds, latencyMs);
  for (const [key, value] of Object.entries(fields))
    if (value !== undefined) meter.addMetadata(key, String(classified(value)));
  meter.publishStoredMetrics();
}

/** Publishes one number of the bank as a metric without dimensions, to be alarmed on: `ledgerFindings`, above zero. */
export function recordMeasure(name: string, value: number): void {
  const meter = powertools();
  meter.addMetric(name, MetricUnit.Count, value);
  meter.publishStoredMetrics();
}

/**
 * Counts one call to a partner, whose outcome is whether it answered: the dashboard and the alarm of the partner read it. Two
 * series a partner and metric.
 */
export function recordPartnerCall(partner: string, outcome: 'ok' | 'failed', latencyMs: number): void {
  const meter = powertools();
  meter.addDimension('partner', partner);
  meter.addDimension('outcome', outcome);
  meter.addMetric('partnerLatency', MetricUnit.Milliseconds, latencyMs);
  meter.publishStoredMetrics();
}
