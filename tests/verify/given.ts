import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, type LogRecord, type What } from '../../verify/index.js';

/** Records of one topic and partition, offsets from 0, no Fluvio time, of these values. */
export function records(topic: string, values: unknown[], partition = 0): LogRecord[] {
  return values.map((value, offset) => ({
    topic,
    partition,
    offset,
    timestamp: null,
    key: null,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

/** An instant on 2024-11-12 (or so many days later) from `HH:MM:SS`. */
export function at(clock: string, days = 0): string {
  const day = String(12 + days).padStart(2, '0');
  return `2024-11-${day}T${clock}Z`;
}

/** That instant as `stats` shows it. */
export function shown(clock: string, days = 0): string {
  return at(clock, days).replace('Z', '.000Z');
}

/** The rows of one WHAT; throws when an event given was not accepted, so that no example is empty by mistake. */
export function rows(what: What, given: LogRecord[]): unknown[] {
  const stats = computeStats(given, DEFAULT_SETTINGS);
  for (const topic of stats.topics as { received: number; accepted: number }[]) {
    if (topic.received !== topic.accepted) throw new Error(`not all accepted: ${JSON.stringify(topic)}`);
  }
  return stats[what];
}

export function move(
  player_id: string,
  session_id: string,
  clock: string,
  fields: { event_type?: string; level_id?: string; map_id?: string; days?: number } = {},
) {
  const { event_type = 'move', level_id = 'L1', map_id = 'M1', days = 0 } = fields;
  return { player_id, session_id, event_type, level_id, map_id, timestamp: at(clock, days) };
}

export function purchase(
  player_id: string,
  item_id: string,
  price: number,
  clock: string,
  fields: { currency?: string; ip_address?: string; days?: number } = {},
) {
  const { currency = 'USD', ip_address = '10.0.0.1', days = 0 } = fields;
  return { player_id, item_id, price, currency, ip_address, purchase_timestamp: at(clock, days) };
}

export function sample(server_id: string, clock: string, cpu_load: number, memory_usage = 1, latency = 1) {
  return { server_id, cpu_load, memory_usage, latency, timestamp: at(clock) };
}
