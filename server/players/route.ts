/** `GET /v1/players?prefix=`: who there is; `GET /v1/players/:id`: everything about one. */
import type { FastifyInstance } from 'fastify';
import { findPlayers } from '../../processors/store/player/search.js';
import { playerStory } from '../../processors/store/player/story.js';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { notReady } from '../resources/read-page.js';
import { SEARCH_SCHEMA, STORY_SCHEMA } from './schemas.js';

const DEFAULT_LIMIT = '20';

interface SearchRoute {
  readonly Querystring: { readonly prefix?: string; readonly limit?: string };
}

interface StoryRoute {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly limit?: string };
}

export function registerPlayers(app: FastifyInstance, read: ReadDatabase): void {
  const config = { role: 'read' } as const;
  app.get<SearchRoute>('/v1/players', { config, schema: SEARCH_SCHEMA }, async ({ query }) => {
    const { prefix = '' } = query;
    const limit = Number(query.limit ?? DEFAULT_LIMIT);
    const found = read((db) => findPlayers(db, prefix, limit + 1));
    if (found === undefined) throw notReady();
    const rows = found.slice(0, limit).map((player_id) => ({ player_id }));
    return { rows, more: found.length > limit };
  });
  app.get<StoryRoute>('/v1/players/:id', { config, schema: STORY_SCHEMA }, async ({ params, query }) => {
    const limit = Number(query.limit ?? DEFAULT_LIMIT);
    const story = read((db) => playerStory(db, params.id, { limit }));
    if (story === undefined) throw notReady();
    if (story === null) throw new Problem(404, 'unknown_player', 'Nothing is known of this player.');
    return story;
  });
}
