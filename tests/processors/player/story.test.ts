import { describe, expect, it } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import type { Db } from '../../../processors/store/open.js';
import { findPlayers } from '../../../processors/store/player/search.js';
import { playerStory } from '../../../processors/store/player/story.js';
import type { Topic } from '../../../schemas/index.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

type Events = Partial<Record<Topic, readonly object[]>>;

function folded(events: Events): Db {
  const store = temporaryStore();
  const processor = new Processor(store);
  for (const [topic, some] of Object.entries(events)) {
    const records = some.map((event) => ({ value: JSON.stringify(event) }));
    processor.take(store.addPosition(topic, 0, 0), recordBatch(topic as Topic, 0, 0, records));
  }
  processor.commit();
  return store.db;
}

const at = (time: string) => `2024-11-${time}:00Z`;

function move(player_id: string, time: string, level_id: string, session_id: string, event_type = 'move') {
  return { player_id, session_id, event_type, level_id, map_id: `map of ${level_id}`, timestamp: at(time) };
}

function buy(player_id: string, time: string, item_id: string) {
  const ip_address = '192.0.2.1';
  return { player_id, item_id, price: 1, currency: 'USD', purchase_timestamp: at(time), ip_address };
}

function fight(playerid: string, time: string, eventtype: string) {
  return { playerid, timestamp: Date.parse(at(time)), eventtype };
}

const db = () =>
  folded({
    'player-events': [
      move('ann', '11T20:00', 'one', 's1'),
      move('ann', '11T20:05', 'one', 's1', 'level_complete'),
      move('ann', '12T10:00', 'two', 's2'),
      move('ann', '12T10:15', 'two', 's2'),
      move('ann', '12T10:16', 'three', 's3'),
      move('bob', '12T11:00', 'one', 's1'),
    ],
    'purchase-events': [
      ...Array.from({ length: 5 }, () => buy('ann', '10T10:00', 'sword')),
      buy('ann', '13T10:00', 'shield'),
      buy('bob', '13T10:00', 'helmet'),
    ],
    'combat-events': [
      fight('ann', '12T10:01', 'kill'),
      fight('ann', '12T10:07', 'kill'),
      fight('ann', '12T10:08', 'death'),
      fight('bob', '12T10:08', 'death'),
    ],
    'game-actions': [
      { player_id: 'ann', event_type: 'buy_sword', sword_type: 'katana', timestamp: at('12T10:00') },
    ],
  });

describe('the story of a player', () => {
  it('is everything that the figures know of them, the newest first', () => {
    const story = playerStory(db(), 'ann')!;
    expect(story).toMatchObject({
      player_id: 'ann',
      first_seen: '2024-11-11T20:00:00.000Z',
      last_seen: '2024-11-13T00:00:00.000Z',
      days_active: 2,
      profile: { swords: { katana: 1 } },
      purchases: {
        days_paid: 2,
        days: { rows: ['2024-11-13', '2024-11-10'], more: false },
        items: { rows: ['sword', 'shield'], more: false },
      },
      combat: { kill_count: 2, death_count: 1, kill_ratio: 2 },
      fraud: { rows: [{ rule: 'velocity', subject: 'ann', evidence: { purchases: 5 } }], more: false },
    });
    expect(story.visits.rows).toMatchObject([
      { level_id: 'three', played_seconds: 0, stalled: false, disengaged: true, completed_at: null },
      {
        level_id: 'two',
        map_id: 'map of two',
        played_seconds: 900,
        stalled: true,
        disengaged: true,
        moves: 2,
      },
      { level_id: 'one', completed_at: '2024-11-11T20:05:00.000Z', seconds_to_complete: 300, stalled: false },
    ]);
    expect(story.sessions.rows.map(({ session_id, seconds }) => [session_id, seconds])).toEqual([
      ['s3', 0],
      ['s2', 900],
      ['s1', 300],
    ]);
    expect(story.combat.windows.rows.map(({ window_start }) => window_start)).toEqual([
      '2024-11-12T10:05:00.000Z',
      '2024-11-12T10:00:00.000Z',
    ]);
  });

  it('says where there is more than was asked for', () => {
    const { visits, sessions, purchases, combat, fraud } = playerStory(db(), 'ann', { limit: 1 })!;
    const lists = { visits, sessions, ...purchases, windows: combat.windows, fraud };
    const shown = Object.fromEntries(
      Object.entries(lists).flatMap(([name, list]) =>
        typeof list === 'number' ? [] : [[name, [list.rows.length, list.more]]],
      ),
    );
    const cut = [1, true];
    expect(shown).toEqual({
      visits: cut,
      sessions: cut,
      days: cut,
      items: cut,
      windows: cut,
      fraud: [1, false],
    });
    expect(combat).toMatchObject({ kill_count: 2, death_count: 1 });
  });

  it.each<[string, Events, object]>([
    [
      'purchases',
      { 'purchase-events': [buy('ann', '10T10:00', 'sword')] },
      { first_seen: '2024-11-10T00:00:00.000Z', last_seen: '2024-11-10T00:00:00.000Z', profile: null },
    ],
    [
      'combat',
      { 'combat-events': [fight('ann', '12T10:07', 'kill')] },
      { first_seen: '2024-11-12T10:05:00.000Z', combat: { kill_ratio: null } },
    ],
    [
      'actions',
      { 'game-actions': [{ player_id: 'ann', event_type: 'leave_guild', timestamp: at('12T10:00') }] },
      { first_seen: null, last_seen: '2024-11-12T10:00:00.000Z', days_active: 0 },
    ],
  ])('is there for who is known by %s alone', (_, events, story) => {
    expect(playerStory(folded(events), 'ann')).toMatchObject(story);
  });

  it('is null for who is known nowhere', () => {
    expect(playerStory(db(), 'an')).toBeNull();
  });
});

it('players are found by how their ids begin, wherever they are known from, in the order of UTF-8', () => {
  const fought = ['p\uffee', 'p😀', 'q'].flatMap((id) => [
    fight(id, '12T10:00', 'kill'),
    fight(id, '12T11:00', 'kill'),
  ]);
  const found = folded({
    'player-events': [
      move('pa', '12T10:00', 'l', 's'),
      move('p', '12T10:00', 'l', 's'),
      move('P', '12T10:00', 'l', 's'),
    ],
    'purchase-events': [buy('pb', '12T10:00', 'i'), buy('pb', '13T10:00', 'i'), buy('p😀', '13T10:00', 'i')],
    'combat-events': fought,
    'game-actions': [{ player_id: 'pc', event_type: 'leave_guild', timestamp: at('12T10:00') }],
  });
  expect(findPlayers(found, 'p', 100)).toEqual(['p', 'pa', 'pb', 'pc', 'p\uffee', 'p😀']);
  expect(findPlayers(found, 'p', 3)).toEqual(['p', 'pa', 'pb']);
  expect(findPlayers(found, 'p😀', 3)).toEqual(['p😀']);
  expect(findPlayers(found, '', 2)).toEqual(['P', 'p']);
  expect(findPlayers(found, 'x', 2)).toEqual([]);
});
