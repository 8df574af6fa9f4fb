/** Holds docs/data-dictionary.md to the schemas, the reason codes, the rows of `stats` and the database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { KEY_FIELD, TOPICS, type Topic } from '../../schemas/index.js';
import { temporaryStore } from '../support/database.js';
import { codeWords, document, section, tableRows } from './markdown.js';
import { oneOfEverything } from './one-of-everything.js';
import { ROOT } from './source-files.js';

const dictionary = document('docs/data-dictionary.md');

describe.each(TOPICS)('topic %s', (topic) => {
  const rows = tableRows(section(dictionary, `### Topic \`${topic}\``));

  it('has the fields of its schema', () => {
    expect(rows.map(([field]) => field).sort()).toEqual(fieldsOf(topic).map((field) => `\`${field}\``));
  });

  it('names its key', () => {
    expect(section(dictionary, `### Topic \`${topic}\``)).toContain(`Key: \`${KEY_FIELD[topic]}\``);
  });
});

test('the reason codes stand in their order of precedence', () => {
  const rows = tableRows(section(dictionary, '## Reason codes'));
  expect(rows.map(([code]) => code)).toEqual(REASONS.map(([code]) => `\`${code}\``));
});

describe('stats', () => {
  const figures = section(dictionary, '## Figures: `stats WHAT`');
  it('has a section for each WHAT, in order', () => {
    expect([...figures.matchAll(/^### `(.+)`$/gm)].map(([, what]) => what)).toEqual(WHATS);
  });

  it.each(WHATS)('%s: every column, in order', (what: What) => {
    const [row] = STATS[what](oneOfEverything().db);
    const documented = tableRows(section(dictionary, `### \`${what}\``)).map(([column]) => column);
    expect(documented).toEqual(columnsOf(row as object).map((column) => `\`${column}\``));
  });
});

test('the tables of the database, with their keys', () => {
  const { db } = temporaryStore();
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const rows = tableRows(section(dictionary, '## Tables of the database'));
  expect(rows.map(([name]) => name).sort()).toEqual(tables.map((name) => `\`${name}\``).sort());
  for (const [name = '', key = '', holds = ''] of rows) {
    const columns = db.pragma(`table_info(${codeWords(name)[0]})`) as { name: string; pk: number }[];
    const inKey = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    expect([name, codeWords(key)]).toEqual([name, inKey.map((column) => column.name)]);
    expect([
      name,
      unknownWords(
        holds,
        columns.map((column) => column.name),
      ),
    ]).toEqual([name, []]);
  }
});

/** Fields at the top of a topic's events, in order of their names. */
function fieldsOf(topic: Topic): string[] {
  const schema = JSON.parse(readFileSync(join(ROOT, `schemas/${topic}.schema.json`), 'utf8'));
  const shapes: { properties: object }[] = schema.oneOf ?? [schema];
  return [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties)))].sort();
}

/** Names of a row's columns, then those within objects, but where the names are currencies, types or depend on the row. */
function columnsOf(row: object): string[] {
  const inner = Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'object' &&
    value !== null &&
    !['revenue', 'evidence', 'swords', 'weapons'].includes(name)
      ? Object.keys(value)
      : [],
  );
  return [...new Set([...Object.keys(row), ...inner])];
}

/** Words in a table's description that are no column, nor the start of one (a sum's), nor a WHAT. */
function unknownWords(holds: string, columns: readonly string[]): string[] {
  return codeWords(holds).filter((word) => {
    const name = word.replace('METRIC', 'latency').split(' ')[0]!;
    return name !== 'stats' && !columns.some((column) => column === name || column === `${name}_high`);
  });
}
