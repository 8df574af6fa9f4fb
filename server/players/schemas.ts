/** What the routes of players take and answer. */
import { problems, type Schema } from '../openapi/problems.js';
import { object, parameters } from '../openapi/shapes.js';
import { amount, count, day, orNull, text, time } from '../resources/rows/columns.js';
import { combat, players } from '../resources/rows/players.js';
import { fraud } from '../resources/rows/sales.js';

const ID: Schema = { type: 'string', minLength: 1, maxLength: 128, examples: ['player_123'] };

const SAID = '20 when nothing is said';
const UP_TO_50: Schema = {
  type: 'string',
  pattern: '^([1-9]|[1-4]\\d|50)$',
  description: `Players at the most, 1 to 50; ${SAID}.`,
};
const UP_TO_100: Schema = {
  type: 'string',
  pattern: '^([1-9]\\d?|100)$',
  description: `Rows of each list at the most, 1 to 100; ${SAID}.`,
};

/** The first of a list. */
function some(items: Schema, description: string): Schema {
  return {
    ...object({
      rows: { type: 'array', items },
      more: { type: 'boolean', description: 'Whether there are others.' },
    }),
    description,
  };
}

const visit = object({
  level_id: text('The level.'),
  map_id: text('Map of the last event in it.'),
  first_at: time('First event in it.'),
  last_at: time('Last one.'),
  played_seconds: amount('How long it was played.'),
  completed_at: orNull(time('When it was completed; null when it was not.')),
  seconds_to_complete: orNull(amount('Seconds played until then.')),
  stalled: { type: 'boolean', description: 'Not completed in 600 seconds of play.' },
  disengaged: { type: 'boolean', description: 'Not completed, and left 30 minutes ago or longer.' },
  moves: count('Events `move`.'),
  interactions: count('Events `interaction`.'),
  level_completes: count('Events `level_complete`.'),
});

const session = object({
  session_id: text('The session.'),
  first_at: time('Its first event.'),
  last_at: time('Its last one.'),
  seconds: amount('From the first to the last.'),
});

const STORY = object({
  player_id: text('The player.'),
  first_seen: orNull(time('When they were first seen; null where only actions are known.')),
  last_seen: time('The latest time that is known.'),
  days_active: count('UTC days with player-events.'),
  profile: {
    ...orNull(object(players.columns)),
    description: 'As in `stats/players`; null without actions.',
  },
  visits: some(visit, 'Levels, by the last event in them.'),
  sessions: some(session, 'Sessions, by their beginning.'),
  purchases: {
    ...object({
      days_paid: count('Days with purchases.'),
      days: some(day('A UTC day.'), 'These days.'),
      items: some(text('An item.'), 'What was bought, the most sold items first.'),
    }),
    description: 'What was bought when; how much stands with the items.',
  },
  combat: {
    ...object({
      kill_count: count('Kills.'),
      death_count: count('Deaths.'),
      kill_ratio: orNull(amount('Kills / deaths; null when there were no deaths.')),
      windows: some(object(combat.columns), 'As in `stats/combat`.'),
    }),
    description: 'Of the windows that are kept.',
  },
  fraud: some(object(fraud.columns), 'Flags, as in `stats/fraud`.'),
});

const tags = ['players'];

export const SEARCH_SCHEMA = {
  summary: 'Players whose id begins with a text',
  description: 'Everybody of whom something is known, in the order of their ids.',
  tags,
  querystring: parameters({
    prefix: { type: 'string', maxLength: 128, description: 'How the id begins.', examples: ['player_1'] },
    limit: UP_TO_50,
  }),
  response: {
    200: some(object({ player_id: text('The player.') }), 'The first of them.'),
    ...problems(400, 503),
  },
};

export const STORY_SCHEMA = {
  summary: "One player's whole story",
  description: 'Everything that is known of a player. Lists begin with the newest.',
  tags,
  params: { type: 'object', properties: { id: { ...ID, description: 'The player.' } }, required: ['id'] },
  querystring: parameters({ limit: UP_TO_100 }),
  response: { 200: { description: 'The story.', ...STORY }, ...problems(400, 404, 503) },
};
