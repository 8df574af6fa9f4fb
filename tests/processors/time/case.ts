/** A case of the table: records as they arrive, what becomes of each, and the rows that follow. Written out by hand. */
import type { What } from '../../../processors/store/stats/index.js';
import type { Topic } from '../../../schemas/index.js';

export interface TimeCase {
  readonly name: string;
  readonly records: readonly TimedRecord[];
  /** `ok`, or the reason and the pointer of the one that is rejected; all of them `ok` when absent. */
  readonly verdicts?: readonly string[];
  /** Some of the columns of every row. */
  readonly rows?: Partial<Record<What, readonly object[]>>;
}

export interface TimedRecord {
  readonly topic: Topic;
  readonly value: object;
  /** Fluvio's timestamp, ISO 8601 or ms; absent: the record has none. */
  readonly taken?: string | number;
}

const purchaseFields = {
  player_id: 'p',
  item_id: 'i',
  price: 1,
  currency: 'USD',
  ip_address: '192.0.2.1',
};

export function purchase(time: string, over: object = {}, taken?: string | number): TimedRecord {
  return record('purchase-events', { ...purchaseFields, purchase_timestamp: time, ...over }, taken);
}

export function play(time: string, over: object = {}, taken?: string | number): TimedRecord {
  const fields = { player_id: 'p', session_id: 's', event_type: 'move', level_id: 'l', map_id: 'm' };
  return record('player-events', { ...fields, timestamp: time, ...over }, taken);
}

export function sample(time: string, over: object = {}, taken?: string | number): TimedRecord {
  const fields = { server_id: 'eu-1', cpu_load: 1, memory_usage: 1, latency: 1 };
  return record('server-metrics', { ...fields, timestamp: time, ...over }, taken);
}

export function fight(timestamp: unknown, over: object = {}, taken?: string | number): TimedRecord {
  return record('combat-events', { playerid: 'p', timestamp, eventtype: 'kill', ...over }, taken);
}

export function act(time: string, over: object, taken?: string | number): TimedRecord {
  return record('game-actions', { player_id: 'p', timestamp: time, ...over }, taken);
}

export function battle(time: string, health: number): TimedRecord {
  return act(time, { event_type: 'battle', opponent_id: 'q', outcome: 'win', health });
}

function record(topic: Topic, value: object, taken: string | number | undefined): TimedRecord {
  return taken === undefined ? { topic, value } : { topic, value, taken };
}
