/**
 * What flows in: a process of its own that makes so many events a second by the clock (open loop), most of players who
 * are online, each now and then, and sends them to its parent in batches, through a pipe that holds it up when the
 * parent falls behind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { batchOf } from '../../batches.js';
import { Batcher } from '../batcher.js';
import { SERVERS } from '../history.js';
import { Population } from '../population.js';

const { values } = parseArgs({
  options: {
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
const population = new Population({
  // Another name in every run, since a database may be used again.
  name: `live${Date.now()}`,
  players: Number(values.players),
  levels: Number(values.levels),
  sources: Number(values.sources),
});
const players = Uint32Array.from({ length: online }, () => population.nextInTurn());
for (const player of players) population.beginSession(player);

let onTheWay: Promise<unknown> = Promise.resolve();
const batcher = new Batcher((topic, partition, texts, time) => {
  const batch = batchOf(topic, partition, 0, texts, time);
  onTheWay = new Promise((resolve) => process.send!(batch, resolve));
});

/** Event time goes on from the end of the history, as fast as the clock. */
const begun = performance.now();
let sent = 0;
while (process.connected) {
  const now = performance.now();
  const due = Math.floor(((now - begun) * rate) / 1000);
  // A piece at a time: what could not be sent in time is sent as soon as there is room.
  const until = Math.min(due, sent + rate / 50);
  for (; sent < until; sent++) sendOne(Number(values.start) + Math.floor(now - begun));
  await onTheWay;
  if (sent === due) await sleep(2);
}

/** In the shares of `generate`: of a hundred events 73 are of players in a level, 14 of fights, 8 actions, 2 purchases. */
function sendOne(time: number): void {
  const player = players[population.below(online)]!;
  const dice = sent % 100;
  if (dice < 73) batcher.add('player-events', player, playOn(player, time), time);
  else if (dice < 87) batcher.add('combat-events', player, population.fight(player, time), time);
  else if (dice < 95) batcher.add('game-actions', player, population.act(player, time), time);
  else if (dice < 97) batcher.add('purchase-events', player, population.buy(player, time), time);
  else {
    const server = population.below(SERVERS);
    batcher.add('server-metrics', server, population.sample(server, time), time);
  }
}

function playOn(player: number, time: number): string {
  const dice = population.below(200);
  if (dice > 0) return population.play(player, dice < 150 ? 'move' : 'interaction', time);
  const event = population.play(player, 'level_complete', time);
  population.beginLevel(player);
  return event;
}
