import { visible } from './visible.js';

/** Rows as a JSON array, one object a line, so that it can be read, grepped and compared. */
export function jsonRows(rows: readonly object[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => `  ${jsonText(row)}`).join(',\n')}\n]\n`;
}

/**
 * A value as JSON that a terminal can be shown: names come from strangers, and JSON itself escapes few of the characters
 * that a terminal obeys. Who parses it gets the same.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).split('\n').map(visible).join('\n');
}
