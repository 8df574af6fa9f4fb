/** Before something is deleted for good: a question to the person at the terminal, or `--yes`. */
import { createInterface } from 'node:readline/promises';
import type { Context } from './context.js';
import { Interrupted, UsageError } from './exit.js';

/**
 * False when the person declines.
 * @param what after "This would": `delete 3 dead letters for good`
 * @param question to the person: `Delete them?`
 * @throws UsageError when nobody can be asked
 */
export async function isConfirmed(
  context: Context,
  what: string,
  question: string,
  yes: boolean,
): Promise<boolean> {
  if (yes) return true;
  const stdin = context.stdin as NodeJS.ReadStream;
  if (stdin.isTTY !== true || !context.stderr.isTerminal) {
    throw new UsageError(`This would ${what}. To do that, add --yes. Nothing has been done.`);
  }
  const terminal = createInterface({ input: stdin, output: context.stderr.stream });
  try {
    const answer = await terminal.question(`${question} (yes/no) `, { signal: context.signal });
    return answer.trim().toLowerCase() === 'yes';
  } catch (error) {
    if (context.signal.aborted) throw new Interrupted('Nothing has been done.', { cause: error });
    throw error;
  } finally {
    terminal.close();
  }
}
