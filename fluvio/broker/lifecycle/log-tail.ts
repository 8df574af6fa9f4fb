import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 8 * 1024;

/** The last `count` lines of a log file, oldest first; empty when there is none. */
export function lastLines(file: string, count: number): string[] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    const start = Math.max(0, fstatSync(descriptor).size - TAIL_BYTES);
    const bytes = Buffer.alloc(TAIL_BYTES);
    const read = readSync(descriptor, bytes, 0, TAIL_BYTES, start);
    const lines = bytes.toString('utf8', 0, read).split('\n');
    return lines.filter((line) => line !== '').slice(-count);
  } finally {
    closeSync(descriptor);
  }
}
