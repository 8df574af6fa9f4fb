/** Every arm side by side, on one workload: the table that `npm run bench` is for. */
import type { ArmName } from './arms/index.js';
import type { StoredLog } from './arms/job.js';
import { checkFigures, checkSimpleRollups } from './lies.js';
import type { Measured } from './measure.js';
import { bytewaxOf, HOW_TO_GET_IT, runBytewax, writePeerFile } from './peers/bytewax.js';
import { simpleRollups } from './peers/simple-rollups.js';
import { runReference } from './reference/run.js';
import type { Samples } from './samples.js';
import { arm, fileIn, filledLog, type Workload, type Workplace } from './workplace.js';

interface ArmOfTable {
  readonly arm: ArmName;
  readonly name: string;
  /** It reads the log of the warm-up alone: the whole one would take minutes. */
  readonly short?: boolean;
}

const CEILING = 'ceiling 2: parse, validate, fold, one write';

const ARMS_OF_TABLE: readonly ArmOfTable[] = [
  { arm: 'ceiling-1', name: 'ceiling 1: JSON.parse' },
  { arm: 'ceiling-2', name: CEILING },
  { arm: 'raw-callback', name: 'raw consume, callback' },
  { arm: 'raw-iterator', name: 'raw consume, iterator', short: true },
  { arm: 'packed', name: 'packed, opened' },
  { arm: 'packed-parsed', name: 'packed, JSON.parse of each' },
  { arm: 'plain', name: 'plain path to SQLite' },
  { arm: 'push-down', name: 'push-down to SQLite' },
];

export interface MainTable {
  readonly samples: readonly Samples[];
  /** Names of the rows that the others are compared with. */
  readonly ceiling: string;
  readonly reference: string;
  /** Sentences on what was left out. */
  readonly leftOut: readonly string[];
  /** Of the measured events, and of those of the warm-up. */
  readonly log: StoredLog;
  readonly warmUp: StoredLog;
}

const NO_SHORT_ARMS =
  'raw consume, iterator is left out: it reads the events of the warm-up, and there are none.';

const REFERENCE = 'reference script';
const PRODUCE = 'produce, acknowledged';

/** @throws WrongResults before anything is told */
export async function mainTable(place: Workplace, workload: Workload): Promise<MainTable> {
  const { options } = place;
  const { python, repeats, warmUp: warm } = options;
  const samples = new Map<string, Measured[]>();
  const add = (name: string, measured: Measured) =>
    samples.set(name, [...(samples.get(name) ?? []), measured]);

  const peer = await bytewaxOf(python);
  const peerFile = fileIn(place, 'peer.tsv');
  if (peer !== undefined) await writePeerFile(workload.path, peerFile);
  const warmUp = await filledLog(place, 'w', workload.path, warm);
  let log: StoredLog | undefined;
  // All arms once, then all of them again: what changes about the machine meanwhile changes for all.
  for (let round = 1; round <= repeats; round++) {
    place.say(`round ${round} of ${repeats}`);
    const produced = await produce(place, workload, round);
    log ??= produced.log;
    add(PRODUCE, produced.measured);
    for (const one of ARMS_OF_TABLE) {
      if (one.short === true && warm === 0) continue;
      const name = one.short === true ? `${one.name} (${warm.toLocaleString('en-US')} events)` : one.name;
      add(name, await measuredArm(place, one, workload, log, warmUp));
    }
    const database = fileIn(place, `reference-${round}.db`);
    add(REFERENCE, await runReference(workload.path, database, warm, place.signal));
    if (peer === undefined) continue;
    const peers = fileIn(place, `peer-${round}.db`);
    add(peer, await runBytewax(python, peerFile, peers, fileIn(place, `recovery-${round}`), place.signal));
    checkSimpleRollups(peer, simpleRollups(database), simpleRollups(peers));
  }
  return {
    samples: [...samples].map(([name, measured]) => ({ name, measured })).sort(yardsticksFirst),
    ceiling: CEILING,
    reference: REFERENCE,
    leftOut: [...(peer === undefined ? [HOW_TO_GET_IT] : []), ...(warm === 0 ? [NO_SHORT_ARMS] : [])],
    log: log!,
    warmUp,
  };
}

/** What the others are compared with comes first; the rest stays in the order in which it ran. */
function yardsticksFirst(a: Samples, b: Samples): number {
  const isYardstick = ({ name }: Samples) => name.startsWith('ceiling') || name === REFERENCE;
  return Number(isYardstick(b)) - Number(isYardstick(a));
}

/** Into topics of their own each time. */
async function produce(place: Workplace, { path, count }: Workload, round: number) {
  const names = await place.cluster.makeTopics(`p${round}`, place.options.partitions);
  const warmNames = await place.cluster.makeTopics(`pw${round}`, place.options.partitions);
  const warmUp = { count: place.options.warmUp, names: warmNames, ends: [] };
  const outcome = await arm(place, 'produce', path, { count, names, ends: [] }, warmUp);
  return { measured: outcome.measured!, log: await place.cluster.storedLog(names, count) };
}

async function measuredArm(
  place: Workplace,
  { arm: name, short }: ArmOfTable,
  workload: Workload,
  log: StoredLog,
  warmUp: StoredLog,
): Promise<Measured> {
  const outcome =
    short === true
      ? await arm(place, name, workload.path, warmUp, { ...warmUp, count: 0, ends: [] })
      : await arm(place, name, workload.path, log, warmUp);
  if (outcome.figures !== undefined) checkFigures(name, workload.figures, outcome.figures);
  return outcome.measured!;
}
