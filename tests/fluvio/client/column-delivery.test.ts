import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ColumnDelivery } from '../../../fluvio/client/column-delivery.js';
import { moduleOf } from '../../fuzz/columns/two-ways.js';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('has a module that fails in Fluvio work here, twice as long each time and an hour at the most', () => {
  const delivery = new ColumnDelivery('player-events', 0, moduleOf('player-events'), () => true);
  const pushed = delivery.choice();
  for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
    delivery.failed(pushed);
    vi.advanceTimersByTime(minutes * MINUTE - 1);
    const here = delivery.choice();
    expect(here).not.toBe(pushed);
    // That `envelope` fails says nothing of the other module.
    delivery.failed(here);
    vi.advanceTimersByTime(1);
    expect(delivery.choice()).toBe(pushed);
  }
});
