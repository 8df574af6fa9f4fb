import type { ConsumeOptions } from './flags.js';

/** What is about to be printed, in the words of the real command. */
export function statusLine(topic: string, options: ConsumeOptions): string {
  const end = options.end === undefined ? '' : ` until offset ${options.end} (inclusive)`;
  return `Consuming records from '${topic}'${beginning(options)}${end}`;
}

function beginning({ beginning, head, start, tail }: ConsumeOptions): string {
  if (beginning === true) return ' starting from the beginning of log';
  if (head !== undefined) return ` starting ${head} from the beginning of log`;
  if (start !== undefined) return ` starting at offset ${start}`;
  return tail === undefined ? '' : ` starting ${tail} from the end of log`;
}
