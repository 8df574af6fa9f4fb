import { type LetterSelection, purgeLetters } from '../../processors/store/letter-selection.js';
import { type Db, openForWriting } from '../../processors/store/open.js';
import { isConfirmed } from '../confirm.js';
import { type Context, say } from '../context.js';
import { Interrupted } from '../exit.js';
import type { CommonOptions } from '../options.js';
import { counted } from '../render/numbers.js';
import { changeDatabase, countSelected } from './database.js';
import { type ChangeFlags, selectionOf } from './selection.js';

interface PurgeOptions extends CommonOptions, ChangeFlags {
  readonly yes?: boolean;
}

/** Letters in a transaction. */
const AT_ONCE = 5000;

/** `dlq purge`. @throws UsageError while a processor works on the database, and when nobody can be asked */
export async function purgeDeadLetters(
  context: Context,
  record: string | undefined,
  options: PurgeOptions,
): Promise<void> {
  const selection = selectionOf(record, options);
  await changeDatabase(options.dataDir, async (path) => {
    const db = openForWriting(path);
    try {
      await purgeSelected(context, db, selection, options.yes === true);
    } finally {
      db.close();
    }
  });
}

async function purgeSelected(
  context: Context,
  db: Db,
  selection: LetterSelection,
  yes: boolean,
): Promise<void> {
  const total = countSelected(db, selection);
  const what = `delete ${counted(total, 'dead letter')} for good`;
  if (!(await isConfirmed(context, what, `This would ${what}. Do it?`, yes))) {
    say(context, 'Nothing has been done.');
    return;
  }
  let purged = 0;
  for (let some = AT_ONCE; some === AT_ONCE && !context.signal.aborted; ) {
    some = purgeLetters(db, selection, AT_ONCE);
    purged += some;
    // A signal is only heard between two turns of the loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  say(context, `Purged ${counted(purged, 'dead letter')}. They stay counted as rejected.`);
  if (context.signal.aborted) throw new Interrupted('Stopped before all of them were purged.');
}
