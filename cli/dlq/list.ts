import { countLetters, countPurged, listLetters } from '../../processors/store/letter-selection.js';
import type { Context } from '../context.js';
import type { CommonOptions } from '../options.js';
import { readDatabase } from '../read-database.js';
import { jsonText } from '../render/json.js';
import { count, counted } from '../render/numbers.js';
import { letterObject, letterTable, reasonTable } from './letters-shown.js';
import { type LetterFlags, letterSelection } from './selection.js';

interface ListOptions extends CommonOptions, LetterFlags {
  readonly limit?: number;
  readonly json?: boolean;
}

const SHOWN = 20;

/** `dlq list`. @throws UsageError for a selection that means nothing, StoreError where there is no database */
export function listDeadLetters(context: Context, options: ListOptions): void {
  const selection = letterSelection(options);
  const isJson = options.json === true;
  const limit = options.limit ?? (isJson ? undefined : SHOWN);
  const { counts, letters, purged } = readDatabase(options.dataDir, (db) => ({
    counts: countLetters(db, selection),
    letters: listLetters(db, selection, limit),
    purged: countPurged(db, selection),
  }));
  if (isJson) {
    const rows = letters.map((letter) => `    ${jsonText(letterObject(letter))}`);
    const list = rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n  ]`;
    context.stdout.write(
      `{\n  "counts": ${JSON.stringify(counts)},\n  "purged": ${purged},\n  "letters": ${list}\n}\n`,
    );
    return;
  }
  const total = counts.reduce((sum, { letters: some }) => sum + some, 0);
  if (total === 0) context.stdout.write('No dead letters.\n');
  else context.stdout.write(`${letterTable(letters)}\n\n${reasonTable(counts)}\n`);
  const more = total - letters.length;
  if (more > 0) context.stdout.write(`\n${count(more)} more; --limit shows more of them.\n`);
  if (purged > 0) context.stdout.write(`\n${counted(purged, 'dead letter')} purged.\n`);
}
