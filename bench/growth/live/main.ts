/**
 * What flows in while the queries are asked: a process of its own, with the processors, that takes in so many events a
 * second by the clock (open loop). Most are of players who are online, each now and then.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Store } from '../../../processors/store/store.js';
import { Feed } from '../feed.js';
import { SERVERS } from '../history.js';
import { Population } from '../population.js';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: '' },
    players: { type: 'string', default: '' },
    levels: { type: 'string', default: '' },
    sources: { type: 'string', default: '' },
    online: { type: 'string', default: '' },
    rate: { type: 'string', default: '' },
    start: { type: 'string', default: '' },
  },
});
const rate = Number(values.rate);
const online = Number(values.online);
const store = Store.open(values.database);
const feed = new Feed(store);
const population = new Population({
  // Another name in every run, since a database may be used again.
  name: `live${Date.now()}`,
  players: Number(values.players),
  levels: Number(values.levels),
  sources: Number(values.sources),
});
const players = Uint32Array.from({ length: online }, () => population.somebody());
for (const player of players) population.beginSession(player);

/** Event time goes on from the end of the history, as fast as the clock. */
const eventTime = (now: number) => Number(values.start) + Math.floor(now - begun);
const begun = performance.now();
/** Until everybody has come online, every event is a new session: what is measured begins after that. */
const warmUp = 5 * online;
let sent = 0;
let isStopped = false;
process.on('message', () => {
  isStopped = true;
});
process.on('disconnect', () => process.exit(1));

await feedUntil(() => sent >= warmUp);
const warm = { sent, at: performance.now(), cpu: cpuSeconds() };
process.send?.('warm');
await feedUntil(() => isStopped);
const seconds = (performance.now() - warm.at) / 1000;
feed.end(eventTime(performance.now()));
const { rss } = process.memoryUsage();
process.send?.({ sent: sent - warm.sent, seconds, rss, cpu: cpuSeconds() - warm.cpu });
store.close();
process.exit(0);

/** Keeps to the clock: what could not be sent in time is sent as soon as possible. */
async function feedUntil(isOver: () => boolean): Promise<void> {
  const phase = { sent, at: performance.now() };
  while (!isOver()) {
    const now = performance.now();
    const due = phase.sent + Math.floor(((now - phase.at) * rate) / 1000);
    // A piece at a time, so that the commit's timer gets its turn.
    const until = Math.min(due, sent + rate / 50);
    for (; sent < until; sent++) sendOne(eventTime(now));
    if (sent < due) await new Promise(setImmediate);
    else await sleep(2);
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** In the shares of `generate`: of a hundred events 73 are of players in a level, 14 of fights, 8 actions, 2 purchases. */
function sendOne(time: number): void {
  const player = players[population.below(online)]!;
  const dice = sent % 100;
  if (dice < 73) feed.add('player-events', player, playOn(player, time), time);
  else if (dice < 87) feed.add('combat-events', player, population.fight(player, time), time);
  else if (dice < 95) feed.add('game-actions', player, population.act(player, time), time);
  else if (dice < 97) feed.add('purchase-events', player, population.buy(player, time), time);
  else {
    const server = population.below(SERVERS);
    feed.add('server-metrics', server, population.sample(server, time), time);
  }
}

function playOn(player: number, time: number): string {
  const dice = population.below(200);
  if (dice > 0) return population.play(player, dice < 150 ? 'move' : 'interaction', time);
  const event = population.play(player, 'level_complete', time);
  population.beginLevel(player);
  return event;
}
