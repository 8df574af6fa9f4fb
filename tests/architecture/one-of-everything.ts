import { Processor } from '../../processors/processor.js';
import type { Store } from '../../processors/store/store.js';
import type { Topic } from '../../schemas/index.js';
import { temporaryStore } from '../support/database.js';
import { recordBatch } from '../support/record-batch.js';

const AT = '2024-11-12T10:15:30Z';
const PLAYER = 'player_1';

/** An event of each topic, so that every figure has a row: the sample is a breach, and so many purchases are fraud. */
const EVENTS: { readonly [T in Topic]: object } = {
  'player-events': {
    player_id: PLAYER,
    session_id: 'session_1',
    event_type: 'move',
    level_id: 'level_1',
    map_id: 'map_1',
    timestamp: AT,
  },
  'purchase-events': {
    player_id: PLAYER,
    item_id: 'sword',
    price: 1,
    currency: 'USD',
    purchase_timestamp: AT,
    ip_address: '192.0.2.1',
  },
  'server-metrics': { server_id: 'server_1', cpu_load: 99, memory_usage: 1, latency: 1, timestamp: AT },
  'combat-events': { playerid: PLAYER, timestamp: Date.parse(AT), eventtype: 'kill' },
  'game-actions': { player_id: PLAYER, event_type: 'buy_sword', sword_type: 'katana', timestamp: AT },
};

/** A store in which every `stats WHAT` has at least one row. */
export function oneOfEverything(): Store {
  const store = temporaryStore();
  const processor = new Processor(store);
  for (const [topic, event] of Object.entries(EVENTS)) {
    const position = store.addPosition(topic, 0, 0);
    const records = new Array(5).fill({ value: JSON.stringify(event) });
    processor.take(position, recordBatch(topic as Topic, 0, 0, records));
  }
  processor.commit();
  return store;
}
