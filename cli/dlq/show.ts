import type { DeadLetter } from '../../processors/store/dead-letters.js';
import { countPurged, lettersAfter } from '../../processors/store/letter-selection.js';
import { settingsInForce } from '../../processors/store/schema.js';
import { type Context, say } from '../context.js';
import { CommandError } from '../exit.js';
import type { CommonOptions } from '../options.js';
import { readDatabase } from '../read-database.js';
import { jsonText } from '../render/json.js';
import { letterPage, wholeLetterObject } from './letters-shown.js';
import { letterAt } from './selection.js';

interface ShowOptions extends CommonOptions {
  readonly log?: number;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** More logs than a partition ever has. */
const MOST_LOGS = 1000;

/** `dlq show`. @throws CommandError when there is no such dead letter */
export function showDeadLetter(context: Context, record: string, options: ShowOptions): void {
  const selection = { ...letterAt(record), log: options.log };
  const { letters, purged, aheadSeconds } = readDatabase(options.dataDir, (db) => ({
    letters: lettersAfter(db, selection, undefined, MOST_LOGS),
    purged: countPurged(db, selection),
    aheadSeconds: settingsInForce(db).thresholds.ahead_seconds,
  }));
  const letter = letters.at(-1);
  if (letter === undefined) throw noSuchLetter(record, purged > 0);
  if (letters.length > 1) say(context, otherLogs(letters));
  context.stdout.write(
    options.json === true
      ? `${jsonText(wholeLetterObject(letter))}\n`
      : letterPage(letter, options.full === true, aheadSeconds),
  );
}

function noSuchLetter(record: string, isPurged: boolean): CommandError {
  if (isPurged)
    return new CommandError(`The dead letter ${record} was purged: it is counted, and its bytes are gone.`);
  const maybe = 'The record was accepted, was a duplicate, has not been read, or went with --retain.';
  return new CommandError(
    `There is no dead letter ${record}. ${maybe} \`game-flow dlq list\` shows which there are.`,
  );
}

function otherLogs(letters: readonly DeadLetter[]): string {
  const logs = letters.slice(0, -1).map(({ log }) => log);
  return `This offset came again: the partition's earlier logs ${logs.join(', ')} have a dead letter there too (--log).`;
}
