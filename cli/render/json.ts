/** Rows as a JSON array, one object a line, so that it can be read, grepped and compared. */
export function jsonRows(rows: readonly object[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
