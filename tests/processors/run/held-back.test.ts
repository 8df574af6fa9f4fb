import { expect, test } from 'vitest';
import type { PartitionStatus } from '../../../fluvio/client/index.js';
import { HeldBack } from '../../../processors/run/held-back.js';

function status(highWatermark: number, logEnd: number, replicas = 2): PartitionStatus {
  const log = { logStart: 0, highWatermark, logEnd, leader: 1, replicas, isOnline: true };
  return { topic: 'player-events', partition: 3, ...log };
}

test('a high watermark that stands still below the end is told once, and again when it stands elsewhere', () => {
  const heldBack = new HeldBack(1000);
  expect(heldBack.look(status(10, 15), 0)).toBeUndefined();
  expect(heldBack.look(status(10, 20), 999)).toBeUndefined();
  expect(heldBack.look(status(10, 22), 1000, 'studio')).toBeUndefined();
  expect(heldBack.look(status(10, 22), 1000)).toMatch(/^player-events\/3: 12 records from offset 10 on /);
  expect(heldBack.look(status(10, 30), 9000)).toBeUndefined();
  expect(heldBack.look(status(25, 30), 10_000)).toBeUndefined();
  expect(heldBack.look(status(25, 30), 11_000)).toMatch(/: 5 records from offset 25 on /);
});

test('nothing is told while it moves, once it has caught up, and of a topic without replicas', () => {
  const heldBack = new HeldBack(1000);
  for (let at = 0; at < 10; at++) expect(heldBack.look(status(at, at + 5), at * 900)).toBeUndefined();
  expect(heldBack.look(status(30, 30), 20_000)).toBeUndefined();
  expect(heldBack.look(status(30, 40), 30_000)).toBeUndefined();
  expect(heldBack.look(status(0, 40, 1), 0)).toBeUndefined();
  expect(heldBack.look(status(0, 40, 1), 90_000)).toBeUndefined();
});
