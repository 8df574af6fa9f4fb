/** What players do. */
import { amount, count, counts, end, orNull, text, time } from './columns.js';
import type { Figure } from './figure.js';

export const combat: Figure = {
  summary: 'Kills and deaths by player and window',
  description:
    'Windows of 5 minutes, unless the settings name others. The order is by `window_start`, `player_id`.',
  tag: 'players',
  columns: {
    player_id: text('The player.'),
    window_start: time('Start of the window.'),
    window_end: end('Its end, which is not in it.'),
    kill_count: count('Kills.'),
    death_count: count('Deaths.'),
    kill_ratio: orNull(amount('`kill_count` / `death_count`; null when there were no deaths.')),
  },
  key: ['player_id', 'window_start'],
  example: {
    player_id: 'ann',
    window_start: '2024-11-12T09:00:00.000Z',
    window_end: '2024-11-12T09:05:00.000Z',
    kill_count: 3,
    death_count: 2,
    kill_ratio: 1.5,
  },
};

export const players: Figure = {
  summary: 'Players, what they hold and how they fare',
  description: 'Players with game-actions. The order is by `player_id`.',
  tag: 'players',
  columns: {
    player_id: text('The player.'),
    swords: counts('How many were bought, by type.'),
    weapons: counts('How many were bought, by type.'),
    guild: orNull(text('The guild; null when in none.')),
    health: { ...amount('Per cent, after the last battle.'), maximum: 100 },
    battles: count('Battles.'),
    wins: count('Of these, won.'),
    last_seen: time('Time of the last action.'),
  },
  key: ['player_id'],
  example: {
    player_id: 'player_123',
    swords: { katana: 2 },
    weapons: {},
    guild: 'night_watch',
    health: 74.5,
    battles: 5,
    wins: 3,
    last_seen: '2024-11-12T10:15:30.000Z',
  },
};
