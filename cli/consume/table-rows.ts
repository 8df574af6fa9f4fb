/** `-O table`: a JSON object as a row under its own header, in the frame that `fluvio consume` draws (comfy_table). */
import { isUtf8 } from 'node:buffer';

/** The lines for one value, without a line end. As with the real command only the first has a line on top. */
export function tableRow(value: Buffer, isFirst: boolean): string {
  const cells = jsonCells(value);
  if (typeof cells === 'string') return cells;
  const columns = [...cells]
    .map(([name, text]) => ({ name, text, width: Math.max(name.length, text.length) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const rule = `+${columns.map(({ width }) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cell: (column: (typeof columns)[number]) => string) =>
    `|${columns.map((column) => ` ${cell(column).padEnd(column.width)} `).join('|')}|`;
  return [
    ...(isFirst ? [rule] : []),
    line(({ name }) => name),
    `+${'='.repeat(rule.length - 2)}+`,
    line(({ text }) => text),
    rule,
  ].join('\n');
}

/** The top-level fields as text, or the sentence that says why there are none. */
export function jsonCells(value: Buffer): Map<string, string> | string {
  if (!isUtf8(value)) return 'error parsing record as json: not UTF-8';
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString());
  } catch (error) {
    return `error parsing record as json: ${(error as Error).message}`;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return 'error: Unable to parse json as object map';
  }
  return new Map(
    Object.entries(parsed).map(([name, field]) => [
      name,
      typeof field === 'string' ? field : JSON.stringify(field),
    ]),
  );
}
