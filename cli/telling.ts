/** Lets people be told of findings while the processors run. */
import { Notifier } from '../processors/actions/notifier.js';
import type { Store } from '../processors/store/store.js';
import type { Report } from '../processors/views/view.js';
import { type Context, say } from './context.js';

/**
 * @param lastMs how long notices may still be sent when `run` has ended by itself; the rest waits for the next run
 */
export async function telling<T>(
  context: Context,
  store: Store,
  lastMs: number,
  run: (report: Report | undefined) => Promise<T>,
): Promise<T> {
  const onTrouble = (sentence: string) => say(context, sentence);
  const notifier = new Notifier({ store, now: context.now, onTrouble });
  notifier.start();
  try {
    const result = await run(notifier.report);
    await notifier.flush(lastMs, context.signal);
    return result;
  } finally {
    await notifier.stop();
  }
}
