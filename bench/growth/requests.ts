/** What the API is asked in a large database: a page of everything, narrowed as a dashboard and a studio's scripts do. */
import { Agent, get } from 'node:http';

const HOUR = 3_600_000;

/**
 * @param now event time up to which there is history, ms since 1970
 * @param player one who has done something of everything
 */
export function requestsFor(now: number, player: string): string[] {
  const hoursAgo = (hours: number) => new Date(now - hours * HOUR).toISOString();
  const dayAgo = (days: number) => hoursAgo(24 * days).slice(0, 10);
  return [
    '/v1/stats/levels',
    `/v1/stats/levels?from=${dayAgo(7)}&to=${dayAgo(1)}`,
    '/v1/stats/maps?level=level_7',
    `/v1/stats/engagement?from=${hoursAgo(24)}&limit=1000`,
    `/v1/stats/level-engagement?from=${hoursAgo(24)}&level=level_7&limit=1000`,
    '/v1/stats/audience?reverse=1',
    '/v1/stats/items',
    `/v1/stats/item-days?from=${dayAgo(1)}`,
    '/v1/stats/fraud?reverse=1',
    '/v1/stats/servers?limit=1000',
    '/v1/stats/alerts?open=1',
    '/v1/stats/alerts?reverse=1',
    '/v1/stats/combat?reverse=1&limit=1000',
    `/v1/stats/combat?player=${player}`,
    '/v1/stats/players',
    `/v1/stats/players?player=${player}`,
    '/v1/stats/topics',
    `/v1/players/${player}`,
    '/v1/combat/leaders',
    '/v1/events/latest',
    `/v1/events/latest?key=${player}`,
    '/v1/dead-letters',
    '/v1/status',
    '/v1/throughput',
    '/v1/lineage',
    '/metrics',
  ];
}

/** One connection that is kept, as browsers and scripts do. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** What the dashboard watches. */
export const WATCHED = [
  'status',
  'throughput',
  'stats/levels?limit=50',
  'stats/maps?level=level_7&limit=50',
  'stats/audience?limit=40&reverse=1',
  'stats/engagement?limit=288&reverse=1',
  'stats/items?limit=25',
  'stats/fraud?limit=50&reverse=1',
  'stats/servers?limit=100',
  'stats/alerts?limit=300&reverse=1',
  'stats/alerts?open=1&limit=200',
  'events/latest?limit=50',
  'combat/leaders?limit=12',
];

/** How many bytes the answer has. @throws Error for any answer but 200 */
export function ask(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, async (answer) => {
      let bytes = 0;
      for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
      if (answer.statusCode === 200) resolve(bytes);
      else reject(new Error(`${url}: ${answer.statusCode}`));
    }).on('error', reject);
  });
}

/** A dashboard that is open meanwhile: it reads what changes, and does nothing with it. Ends with the server. */
export function watch(url: string, watches: readonly string[]): void {
  const query = watches.map((one) => `watch=${encodeURIComponent(one)}`).join('&');
  get(`${url}/v1/changes?${query}`, { headers: { accept: 'text/event-stream' } }, (answer) => {
    answer.resume();
  }).on('error', () => undefined);
}
