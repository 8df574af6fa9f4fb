import type { GeneratedEvent, Scenario } from '../../generator/index.js';
import type { LogRecord } from '../../verify/index.js';
import { judge } from '../verify/judged.js';

/** A fixed start, so that figures in tests are the same every day. */
export const START = Date.UTC(2026, 2, 14, 18, 30);

export function takeCount(scenario: Scenario, count: number): GeneratedEvent[] {
  return Array.from({ length: count }, () => scenario.take());
}

/** Everything that is sent before a moment, and the first event after it. */
export function takeUntil(scenario: Scenario, end: number): GeneratedEvent[] {
  const events: GeneratedEvent[] = [];
  for (const event of scenario) {
    events.push(event);
    if (event.at >= end) break;
  }
  return events;
}

/** The events as records of topics with one partition, stored at the moment they were sent. */
export function stored(events: readonly GeneratedEvent[]): LogRecord[] {
  const offsets = new Map<string, number>();
  return events.map(({ topic, key, value, at }) => {
    const offset = offsets.get(topic) ?? 0;
    offsets.set(topic, offset + 1);
    const record = { topic, partition: 0, offset, timestamp: at, key };
    return typeof value === 'string'
      ? { ...record, value }
      : { ...record, value: null, value_base64: Buffer.from(value).toString('base64') };
  });
}

export type Fields = Record<string, unknown>;

/** The fields of every event that is neither rejected nor a repeat, by topic. */
export function acceptedFields(records: readonly LogRecord[]): Map<string, Fields[]> {
  const byTopic = new Map<string, Fields[]>();
  for (const { record, topic, verdict } of judge(records).judged) {
    if (verdict !== 'accepted') continue;
    const fields: Fields = JSON.parse(record.value as string);
    const known = byTopic.get(topic);
    if (known) known.push(fields);
    else byTopic.set(topic, [fields]);
  }
  return byTopic;
}

export function parsed(event: GeneratedEvent): Fields {
  return JSON.parse(event.value as string);
}
