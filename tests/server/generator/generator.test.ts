import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TIME_FIELD, TOPICS, type Topic } from '../../../schemas/index.js';
import { judgesFor } from '../../../server/collector/judges.js';
import { LiveEvents } from '../../../server/generator/live-events.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { ROOT } from '../../architecture/source-files.js';
import { appOf } from '../support/app.js';
import { NOW } from '../support/parts.js';

const judges = judgesFor(DEFAULT_SETTINGS);
const live = () => new LiveEvents({ seed: randomUUID, judges, asSent: (event) => event, now: () => NOW });
const idsOf = (events: readonly string[]) => events.map((event) => JSON.parse(event).event_id as string);

describe.each(TOPICS)('fresh %s', (topic: Topic) => {
  const events = live();
  const many = events.take(topic, 1000);

  it('are valid, and of the last minutes, the last of this moment', () => {
    const results = many.map((event) => judges[topic].judge(Buffer.from(event), NOW).result.status);
    expect(new Set(results)).toEqual(new Set(['accepted']));
    const times = many.map((event) => Number(new Date(JSON.parse(event)[TIME_FIELD[topic]])));
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    // It leaves a moment after it happened.
    expect(times.at(-1)).toBeGreaterThan(NOW - 1000);
    expect(new Set(times).size).toBeGreaterThan(100);
  });

  it('never have an id twice, whoever asks, and after a restart', () => {
    const ids = [...many, ...events.take(topic, 10), ...live().take(topic, 1000)];
    expect(new Set(idsOf(ids)).size).toBe(2010);
  });
});

const app = appOf();

describe('the route', () => {
  it('answers with one event as JSON, or with as many lines as asked for', async () => {
    const one = await app.inject({ url: '/v1/generator/combat-events' });
    expect(one.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(one.json().playerid).toMatch(/^player_/);
    const many = await app.inject({ url: '/v1/generator/combat-events?count=3' });
    expect(many.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = many.body.split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(idsOf([one.body, ...lines.slice(0, 3)])).size).toBe(4);
  });

  it.each([
    ['chat', 400],
    ['combat-events?count=0', 400],
    ['combat-events?count=1001', 400],
    ['combat-events?count=1&count=2', 400],
  ])('refuses %s', async (path, status) => {
    expect((await app.inject({ url: `/v1/generator/${path}` })).statusCode).toBe(status);
  });
});

describe('the connectors', () => {
  const folder = join(ROOT, 'fluvio/connectors');

  it('are there for each topic', () => {
    expect(readdirSync(folder).sort()).toEqual(TOPICS.map((topic) => `${topic}.yaml`).sort());
  });

  it.each(TOPICS)('%s asks for events of its topic', async (topic) => {
    const { meta, http } = parse(readFileSync(join(folder, `${topic}.yaml`), 'utf8'));
    expect(meta).toMatchObject({ type: 'http-source', topic });
    expect(http).toMatchObject({ method: 'GET', output_type: 'text', output_parts: 'body' });
    const { origin, pathname } = new URL(http.endpoint);
    expect(origin).toBe('http://127.0.0.1:8080');
    const { body } = await app.inject({ url: pathname });
    expect(judges[topic].judge(Buffer.from(body), NOW).result.status).toBe('accepted');
  });
});
