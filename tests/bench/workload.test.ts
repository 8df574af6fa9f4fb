/** What the arms are given: the variants keep what they are not about. */
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../bench/options.js';
import type { FileEvent } from '../../bench/workload/event-file.js';
import { SparsityMeter } from '../../bench/workload/sparsity.js';
import { VARIANTS } from '../../bench/workload/variants.js';

const events: FileEvent[] = [1731402000000, 1731402010000, 1731402010000].map((timestamp, i) => ({
  topic: 'combat-events',
  key: 'ann',
  value: JSON.stringify({ event_id: `g-${Math.min(i, 1)}`, playerid: 'ann', timestamp, eventtype: 'kill' }),
}));

describe('variants', () => {
  it('UUIDs: a repeat stays a repeat', () => {
    const ids = changed('UUIDs for ids').map(({ event_id }) => event_id);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).toBe(ids[1]);
  });

  it('no ids: nothing else is missing', () => {
    expect(changed('no ids')[0]).toEqual({ playerid: 'ann', timestamp: 1731402000000, eventtype: 'kill' });
  });

  it('a player an event: the key is the player', () => {
    const { change } = VARIANTS.find(({ name }) => name === 'a player an event')!;
    const players = events.map((event, i) => change!(event, i));
    expect(players.map(({ key }) => key)).toEqual(['player_0', 'player_1', 'player_2']);
    expect(players.map(({ value }) => JSON.parse(value).playerid)).toEqual(players.map(({ key }) => key));
  });
});

it('the sparsity of a workload is that of its events, and other events are another workload', () => {
  const read = (of: readonly FileEvent[]) => {
    const meter = new SparsityMeter();
    for (const event of of) meter.add(event);
    return meter.read();
  };
  expect(read(events)).toMatchObject({ events: 3, byTopic: { 'combat-events': 3 }, seconds: 10, keys: 1 });
  expect(read(events.slice(1)).digest).not.toBe(read(events.slice(0, 2)).digest);
});

describe('flags', () => {
  it('the warm-up is a tenth, at most 100,000', () => {
    expect(readOptions(['--count', '20000'], {}).warmUp).toBe(2000);
    expect(readOptions([], {})).toMatchObject({
      count: 1_000_000,
      repeats: 3,
      warmUp: 100_000,
      partitions: 3,
    });
  });

  it('a cluster comes from the flag, then from the environment', () => {
    const env = { GAME_FLOW_CLUSTER: '10.0.0.5:9003' };
    expect(readOptions([], env).cluster).toEqual({ host: '10.0.0.5', port: 9003 });
    expect(readOptions(['--cluster', 'sc:19003'], env).cluster).toEqual({ host: 'sc', port: 19003 });
    expect(() => readOptions(['--cluster', 'sc'], {})).toThrow('HOST:PORT');
  });

  it('are told when they make no sense', () => {
    expect(() => readOptions(['--repeats', '0'], {})).toThrow('--repeats takes a whole number from 1');
    expect(() => readOptions(['--warm-up', '2000', '--count', '1000'], {})).toThrow('from 0 to 1000');
  });
});

function changed(name: string): Record<string, unknown>[] {
  const { change } = VARIANTS.find((variant) => variant.name === name)!;
  return events.map((event, i) => JSON.parse(change!(event, i).value) as Record<string, unknown>);
}
