/** What the documents say in tables, for the tests that hold them to the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.js';

/** The text of a document, from its path. */
export function document(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What stands between the heading `## TITLE` (or `### TITLE`) and the next heading of its rank or above. */
export function section(text: string, heading: string): string {
  const lines = text.split('\n');
  const from = lines.indexOf(heading);
  if (from < 0) throw new Error(`There is no heading "${heading}".`);
  const rank = heading.indexOf(' ');
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= rank);
  return rest.slice(0, to < 0 ? rest.length : to).join('\n');
}

/** The cells of the first table of a section, without its header. A `\|` does not end a cell. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('| --- '));
  if (from < 0) throw new Error('There is no table.');
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, to < 0 ? rest.length : to).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The words in backticks of a text. */
export function codeWords(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);
}
