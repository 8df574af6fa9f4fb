/**
 * The table of a roll-up, made from its description: columns, the merging upsert, and the member tables of its
 * distinct measures. The upsert applies the same commutative merge as the fold, so cells may be written in any
 * order and in any number of commits.
 */
import type { Cell, Gathered } from '../rollups/fold.js';
import { LIMB } from '../rollups/fold.js';
import type { AnyRollup, Measure } from '../rollups/rollup.js';
import type { Dropped, WindowRows } from './ended-windows.js';
import { KnownMembers } from './known-members.js';
import type { Db } from './open.js';

interface Column {
  readonly name: string;
  readonly definition: string;
  /** SQL for the merged value, from the stored row (bare name) and the new one (`excluded.`). */
  readonly merge: string;
}

/** `CREATE TABLE` statements of a roll-up. */
export function rollupDdl(rollup: AnyRollup): string[] {
  const keys = keyDefinitions(rollup);
  const names = rollup.key.map((column) => column.name).join(', ');
  const columns = columnsOf(rollup).map((column) => column.definition);
  const tables = [table(rollup.name, [...keys, ...columns], names)];
  for (const measure of rollup.measures) {
    if (measure.kind !== 'distinct') continue;
    tables.push(
      table(memberTable(rollup, measure.name), [...keys, 'member TEXT NOT NULL'], `${names}, member`),
    );
  }
  const { name, alsoBy } = rollup;
  if (alsoBy === undefined) return tables;
  const [first] = alsoBy[0].split(' ');
  return [...tables, `CREATE INDEX ${name}_by_${first} ON ${name} (${alsoBy.join(', ')})`];
}

/** Where the members of a distinct measure are kept. */
function memberTable(rollup: AnyRollup, measure: string): string {
  return `${rollup.name}_${measure}`;
}

/** Writes the cells of one roll-up, each with an unambiguous name; to be called within the commit's transaction. */
export type CellWriter = (cells: Iterable<readonly [name: string | number, cell: Cell]>) => void;

export function cellWriter(db: Db, rollup: AnyRollup): CellWriter {
  const upsert = db.prepare(upsertSql(rollup));
  const inserts = rollup.measures.map((measure) =>
    measure.kind === 'distinct' ? memberInserter(db, rollup, measure.name) : undefined,
  );
  return (cells) => {
    for (const [cell, { key, measures }] of cells) {
      const values: unknown[] = [...key];
      for (let i = 0; i < measures.length; i++) {
        const gathered = measures[i]!;
        if (gathered.kind === 'distinct') values.push(inserts[i]!.insert(cell, key, gathered.members));
        else pushValues(values, gathered);
      }
      upsert.run(values);
    }
    for (const inserter of inserts) inserter?.settle();
  };
}

interface MemberInserter {
  /** How many of the members are new to the cell. */
  insert(cell: string | number, key: Cell['key'], members: ReadonlySet<string>): number;
  settle(): void;
}

function memberInserter(db: Db, rollup: AnyRollup, measure: string): MemberInserter {
  const statement = db.prepare(memberSql(rollup, measure));
  const known = new KnownMembers();
  return {
    insert(cell, key, members) {
      const knownOfCell = known.of(cell);
      let added = 0;
      for (const member of members) {
        if (knownOfCell.has(member)) continue;
        added += statement.run(...key, member).changes;
        known.add(knownOfCell, member);
      }
      return added;
    },
    settle: () => known.settle(),
  };
}

function pushValues(values: unknown[], gathered: Exclude<Gathered, { kind: 'distinct' }>): void {
  switch (gathered.kind) {
    case 'count':
      values.push(gathered.count);
      return;
    case 'sum':
      values.push(gathered.high, gathered.low);
      return;
    case 'min':
    case 'max':
      values.push(gathered.value);
      return;
    case 'last':
      values.push(gathered.value, gathered.time);
  }
}

/** The rows of a roll-up that belong to windows: none of one without. Its own table is the first. */
export function windowRows(rollup: AnyRollup): WindowRows[] {
  const { name, key, measures, windowMs } = rollup;
  if (windowMs === undefined) return [];
  const [start, ...others] = key.map((column) => column.name);
  const members = measures.flatMap((measure) =>
    measure.kind === 'distinct' ? [memberTable(rollup, measure.name)] : [],
  );
  return [
    { table: name, key: [start!, ...others], windowMs },
    ...members.map((table): WindowRows => ({ table, key: [start!, ...others, 'member'], windowMs })),
  ];
}

/** The rows that a cell would have, were its window not past. */
export function countRows(rollup: AnyRollup, { measures }: Cell, count: Dropped): void {
  count(rollup.name, 1);
  measures.forEach((gathered, i) => {
    if (gathered.kind === 'distinct')
      count(memberTable(rollup, rollup.measures[i]!.name), gathered.members.size);
  });
}

function table(name: string, columns: string[], key: string): string {
  return `CREATE TABLE ${name} (${columns.join(', ')}, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID`;
}

function keyDefinitions(rollup: AnyRollup): string[] {
  return rollup.key.map((column) => `${column.name} ${column.type === 'text' ? 'TEXT' : 'INTEGER'} NOT NULL`);
}

function upsertSql(rollup: AnyRollup): string {
  const keys = rollup.key.map((column) => column.name);
  const columns = columnsOf(rollup);
  const names = [...keys, ...columns.map((column) => column.name)];
  const merges = columns.map((column) => `${column.name} = ${column.merge}`);
  return `INSERT INTO ${rollup.name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${merges.join(', ')}`;
}

function memberSql(rollup: AnyRollup, measure: string): string {
  const parameters = [...rollup.key.map(() => '?'), '?'].join(', ');
  return `INSERT OR IGNORE INTO ${memberTable(rollup, measure)} VALUES (${parameters})`;
}

function columnsOf(rollup: AnyRollup): Column[] {
  return (rollup.measures as readonly Measure<never>[]).flatMap(measureColumns);
}

function measureColumns(measure: Measure<never>): Column[] {
  const { name } = measure;
  switch (measure.kind) {
    case 'count':
    case 'distinct':
      return [{ name, definition: `${name} INTEGER NOT NULL`, merge: `${name} + excluded.${name}` }];
    case 'sum':
      return sumColumns(name);
    case 'min':
    case 'max': {
      const type = measure.type === 'integer' ? 'INTEGER' : 'REAL';
      const sign = measure.kind === 'min' ? '<' : '>';
      return [
        { name, definition: `${name} ${type}`, merge: either(name, `excluded.${name} ${sign} ${name}`) },
      ];
    }
    case 'last':
      return lastColumns(name, measure.type === 'text' ? 'TEXT' : 'REAL');
  }
}

/** Two limbs: `high · 10¹⁵ + low`, carried on every merge so that neither can overflow. */
function sumColumns(name: string): Column[] {
  const high = `${name}_high`;
  const low = `${name}_low`;
  const total = `(${low} + excluded.${low})`;
  return [
    {
      name: high,
      definition: `${high} INTEGER NOT NULL`,
      merge: `${high} + excluded.${high} + ${total} / ${LIMB}`,
    },
    { name: low, definition: `${low} INTEGER NOT NULL`, merge: `${total} % ${LIMB}` },
  ];
}

function lastColumns(name: string, type: string): Column[] {
  const at = `${name}_at`;
  const later = `excluded.${at} > ${at} OR (excluded.${at} = ${at} AND excluded.${name} > ${name})`;
  return [
    { name, definition: `${name} ${type}`, merge: either(name, later) },
    { name: at, definition: `${at} INTEGER`, merge: either(at, `excluded.${at} > ${at}`) },
  ];
}

/** The new value where there was none or where it wins; an absent new value never wins. */
function either(name: string, wins: string): string {
  return `CASE WHEN excluded.${name} IS NOT NULL AND (${name} IS NULL OR ${wins}) THEN excluded.${name} ELSE ${name} END`;
}

/** A sum as it is stored, made whole again. */
export function wholeSum(high: number, low: number): bigint {
  return BigInt(high) * BigInt(LIMB) + BigInt(low);
}
