import type { LogRecord } from '../../verify/index.js';

/** Reads what `game-flow consume TOPIC -O ndjson` printed; empty lines are skipped. */
export function* readRecords(text: string): Generator<LogRecord> {
  for (const line of text.split('\n')) {
    if (line.trim() !== '') yield JSON.parse(line) as LogRecord;
  }
}
