/**
 * The yardstick: what a plain script makes of the same events on the same machine. Parse, a check by hand, maps, and one
 * write to SQLite at the end; no broker, no offsets, no ids, nothing of this project. It never changes (a test holds its
 * hash), so that a ratio to it says the same in every version.
 *
 *   node reference.mjs EVENTS.ndjson DATABASE [WARM-UP]
 *
 * EVENTS.ndjson is what `game-flow generate --to` writes: {"topic":…,"key":…,"value":"…"} a line. The values lie in memory,
 * as bytes, before the clock starts. So many of the first events are folded once before that. Prints one JSON object:
 * events, seconds, cpu (seconds), peak (bytes).
 *
 * - levels: a visit is a player in a level; stalled are those not completed with 600 s from first to last event;
 * - items: purchases, and revenue in hundredths: floor(price × 100 + ½);
 * - kills: kills and deaths by player and 5 minutes, and kills / deaths.
 * Server metrics and game actions are parsed, checked and counted.
 */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const [, , eventsPath, databasePath, warmUp = '0'] = process.argv;
const TOPICS = ['player-events', 'purchase-events', 'server-metrics', 'combat-events', 'game-actions'];
const WINDOW = 300_000;
const STALLED_AFTER = 600_000;

const input = load(eventsPath);
if (Number(warmUp) > 0) write(':memory:', fold(input, Math.min(Number(warmUp), input.count)));
const cpuBefore = process.cpuUsage();
const start = performance.now();
write(databasePath, fold(input, input.count));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  `${JSON.stringify({ events: input.count, seconds, cpu: (user + system) / 1e6, peak })}\n`,
);

/** All values as bytes, one after the other, with the number of each one's topic. */
function load(path) {
  const file = readFileSync(path);
  const values = Buffer.allocUnsafe(file.length);
  const ends = [];
  const topics = [];
  let end = 0;
  for (let at = 0; at < file.length; ) {
    const newline = file.indexOf(10, at);
    const { topic, value } = JSON.parse(file.toString('utf8', at, newline));
    end += values.write(value, end);
    ends.push(end);
    topics.push(TOPICS.indexOf(topic));
    at = newline + 1;
  }
  return { values, ends: Float64Array.from(ends), topics: Uint8Array.from(topics), count: ends.length };
}

function fold({ values, ends, topics }, count) {
  const visits = new Map();
  const items = new Map();
  const kills = new Map();
  const counted = [0, 0, 0, 0, 0];
  for (let i = 0, at = 0; i < count; at = ends[i++]) {
    const event = JSON.parse(values.toString('utf8', at, ends[i]));
    const topic = topics[i];
    switch (topic) {
      case 0:
        addToVisit(visits, checkedPlayerEvent(event));
        break;
      case 1:
        addToItem(items, checkedPurchase(event));
        break;
      case 2:
        checkMetric(event);
        break;
      case 3:
        addToKills(kills, checkedCombat(event));
        break;
      default:
        checkAction(event);
    }
    counted[topic]++;
  }
  return { levels: levelsOf(visits), items, kills, counted };
}

function addToVisit(visits, event) {
  const time = Date.parse(event.timestamp);
  const key = `${event.player_id}\n${event.level_id}`;
  const visit = visits.get(key);
  const completed = event.event_type === 'level_complete';
  if (visit === undefined) {
    visits.set(key, { level: event.level_id, first: time, last: time, completed });
    return;
  }
  if (time < visit.first) visit.first = time;
  if (time > visit.last) visit.last = time;
  if (completed) visit.completed = true;
}

function levelsOf(visits) {
  const levels = new Map();
  for (const { level, first, last, completed } of visits.values()) {
    let sums = levels.get(level);
    if (sums === undefined) {
      sums = { players: 0, completed: 0, stalled: 0 };
      levels.set(level, sums);
    }
    sums.players++;
    if (completed) sums.completed++;
    else if (last - first >= STALLED_AFTER) sums.stalled++;
  }
  return levels;
}

function addToItem(items, { item_id, price }) {
  let item = items.get(item_id);
  if (item === undefined) {
    item = { purchases: 0, cents: 0 };
    items.set(item_id, item);
  }
  item.purchases++;
  item.cents += Math.floor(price * 100 + 0.5);
}

function addToKills(kills, { playerid, timestamp, eventtype }) {
  const window = timestamp - (timestamp % WINDOW);
  const key = `${playerid}\n${window}`;
  let counts = kills.get(key);
  if (counts === undefined) {
    counts = { player: playerid, window, kills: 0, deaths: 0 };
    kills.set(key, counts);
  }
  if (eventtype === 'kill') counts.kills++;
  else counts.deaths++;
}

function checkedPlayerEvent(event) {
  const { player_id, session_id, event_type, level_id, map_id, timestamp } = event;
  const type = event_type === 'move' || event_type === 'interaction' || event_type === 'level_complete';
  expect(type && isName(player_id) && isName(session_id) && isName(level_id) && isName(map_id));
  expect(isTime(timestamp));
  return event;
}

function checkedPurchase(event) {
  const { player_id, item_id, price, currency, purchase_timestamp, ip_address } = event;
  expect(isName(player_id) && isName(item_id) && isNumber(price, 1e9) && isTime(purchase_timestamp));
  expect(typeof currency === 'string' && currency.length === 3 && isName(ip_address));
  return event;
}

function checkedCombat(event) {
  const { playerid, timestamp, eventtype } = event;
  expect(isName(playerid) && Number.isInteger(timestamp) && timestamp >= 0);
  expect(eventtype === 'kill' || eventtype === 'death');
  return event;
}

function checkMetric({ server_id, cpu_load, memory_usage, latency, timestamp }) {
  expect(isName(server_id) && isNumber(cpu_load, 100) && isNumber(memory_usage, 100));
  expect(isNumber(latency, 1e6) && isTime(timestamp));
}

function checkAction({ player_id, event_type, timestamp }) {
  expect(isName(player_id) && isName(event_type) && isTime(timestamp));
}

function isName(value) {
  return typeof value === 'string' && value.length > 0 && value.length <= 128;
}

function isNumber(value, most) {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function isTime(value) {
  return typeof value === 'string' && Date.parse(value) >= 0;
}

function expect(isSo) {
  if (!isSo) throw new Error('the events hold one that is invalid');
}

function write(path, { levels, items, kills, counted }) {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec(`
    CREATE TABLE levels (level_id TEXT PRIMARY KEY, players INTEGER, completed INTEGER, stalled INTEGER) WITHOUT ROWID;
    CREATE TABLE items (item_id TEXT PRIMARY KEY, purchases INTEGER, cents INTEGER) WITHOUT ROWID;
    CREATE TABLE kills (player_id TEXT, window_start INTEGER, kills INTEGER, deaths INTEGER, kill_ratio REAL,
                        PRIMARY KEY (player_id, window_start)) WITHOUT ROWID;
    CREATE TABLE events (topic TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
  `);
  const level = db.prepare('INSERT INTO levels VALUES (?, ?, ?, ?)');
  const item = db.prepare('INSERT INTO items VALUES (?, ?, ?)');
  const kill = db.prepare('INSERT INTO kills VALUES (?, ?, ?, ?, ?)');
  const topic = db.prepare('INSERT INTO events VALUES (?, ?)');
  db.transaction(() => {
    for (const [id, { players, completed, stalled }] of levels) level.run(id, players, completed, stalled);
    for (const [id, { purchases, cents }] of items) item.run(id, purchases, cents);
    for (const { player, window, kills: killed, deaths } of kills.values())
      kill.run(player, window, killed, deaths, deaths === 0 ? null : killed / deaths);
    TOPICS.forEach((name, i) => {
      topic.run(name, counted[i]);
    });
  })();
  db.close();
}
