import { replayLetters } from '../../processors/replay/replay.js';
import type { LetterSelection } from '../../processors/store/letter-selection.js';
import type { Store } from '../../processors/store/store.js';
import { type Context, say } from '../context.js';
import { openCurrent } from '../database.js';
import { CommandError, Interrupted } from '../exit.js';
import type { CommonOptions, SettingsOptions } from '../options.js';
import { counted } from '../render/numbers.js';
import { startProgress } from '../render/progress.js';
import { settingsFor } from '../settings.js';
import { telling } from '../telling.js';
import { changeDatabase, countSelected } from './database.js';
import { type ChangeFlags, selectionOf } from './selection.js';

interface ReplayOptions extends CommonOptions, SettingsOptions, ChangeFlags {}

/** How long notices of what is found may take to be sent, ms. */
const LAST_NOTICES = 5000;

/** `dlq replay`. @throws UsageError while a processor works on the database; CommandError when nothing could be judged */
export async function replayDeadLetters(
  context: Context,
  record: string | undefined,
  options: ReplayOptions,
): Promise<void> {
  const selection = selectionOf(record, options);
  const settings = settingsFor(context, options);
  await changeDatabase(options.dataDir, async (path) => {
    const store = openCurrent(context, path, settings);
    try {
      await replaySelected(context, store, selection);
    } finally {
      store.close();
    }
  });
}

async function replaySelected(context: Context, store: Store, selection: LetterSelection): Promise<void> {
  const total = countSelected(store.db, selection);
  const progress = startProgress(context, 'Replaying', total, 'dead letter');
  const replayed = await telling(context, store, LAST_NOTICES, (report) =>
    replayLetters(store, {
      selection,
      report,
      signal: context.signal,
      onProgress: (done) => progress.update(done),
    }),
  );
  const { accepted, duplicate, rejected, truncated } = replayed;
  progress.end(accepted + duplicate + rejected + truncated);
  say(
    context,
    `${counted(accepted, 'record')} accepted, ${counted(duplicate, 'duplicate')}, ${counted(rejected, 'record')} still rejected.`,
  );
  if (context.signal.aborted) {
    throw new Interrupted('Stopped; what was judged is kept. Run it again for the rest.');
  }
  if (truncated === 0) return;
  const message = `${counted(truncated, 'record')} could not be judged: only the first 64 KiB were kept. \`game-flow consume\` can still show them while the topic has them.`;
  if (truncated === total) throw new CommandError(message);
  say(context, message);
}
