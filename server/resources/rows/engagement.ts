/** Who plays, when, and comes back. */
import { amount, count, day, orNull, revenue, share, text, time } from './columns.js';
import type { Figure } from './figure.js';

const active = count('Different players with player-events.');

export const engagement: Figure = {
  summary: 'Players and events by window',
  description:
    'Windows of 5 minutes, unless the settings name others; only those with events. The order is by `window_start`.',
  tag: 'audience',
  columns: {
    window_start: time('Start of the window.'),
    active_players: active,
    events: count('player-events.'),
  },
  key: ['window_start'],
  example: { window_start: '2024-11-12T10:15:00.000Z', active_players: 120, events: 1900 },
};

export const levelEngagement: Figure = {
  summary: 'Players and events by level and window',
  description: 'As `engagement`, of each level by itself. The order is by `window_start`, `level_id`.',
  tag: 'levels',
  columns: {
    level_id: text('The level.'),
    window_start: time('Start of the window.'),
    active_players: active,
    events: count('player-events.'),
  },
  key: ['level_id', 'window_start'],
  example: {
    level_id: 'level_02',
    window_start: '2024-11-12T10:15:00.000Z',
    active_players: 14,
    events: 230,
  },
};

const later = (days: string) =>
  orNull(
    share(
      `Share of the new players who are active ${days} later; null when there were none, or while it is too early.`,
    ),
  );

export const audience: Figure = {
  summary: 'Audience by day',
  description: 'UTC days with player-events or purchases. The order is by `day`.',
  tag: 'audience',
  columns: {
    day: day('The UTC day.'),
    active_players: active,
    new_players: count('Those whose first day it is.'),
    sessions: count('Sessions that began on it.'),
    median_session_seconds: orNull(amount('How long these lasted; null when none began.')),
    payers: count('Different players who bought.'),
    paying_share: orNull(amount('`payers` / `active_players`; null when nobody was active.')),
    revenue: revenue('Of all purchases'),
    d1: later('a day'),
    d7: later('7 days'),
    d30: later('30 days'),
  },
  key: ['day'],
  example: {
    day: '2024-11-12',
    active_players: 800,
    new_players: 120,
    sessions: 1400,
    median_session_seconds: 312.25,
    payers: 36,
    paying_share: 0.045,
    revenue: { EUR: '88.5', USD: '412.9' },
    d1: 0.4,
    d7: null,
    d30: null,
  },
};
