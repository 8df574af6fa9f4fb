/** The columns of a roll-up's table, and how each merges a new value into a stored one. */

import type { Topic } from '../../schemas/index.js';
import { isNumber } from '../rollups/gathered/gathered.js';
import { LIMB } from '../rollups/gathered/sums.js';
import type { KeyColumn, Measure, Rollup } from '../rollups/rollup.js';

export interface Column {
  readonly name: string;
  readonly definition: string;
  /** SQL for the merged value, from the stored row (bare name) and the new one (`excluded.`). */
  readonly merge: string;
}

export function keyDefinition<T extends Topic>(column: KeyColumn<T>): string {
  return `${column.name} ${'window' in column ? 'INTEGER' : 'TEXT'} NOT NULL`;
}

/** Those of the measures, in their order. */
export function columnsOf<T extends Topic>({ topic, measures }: Rollup<T>): Column[] {
  return measures.flatMap((measure) => measureColumns(topic, measure));
}

function measureColumns<T extends Topic>(topic: T, measure: Measure<T>): Column[] {
  const { name } = measure;
  switch (measure.kind) {
    case 'count':
    case 'distinct':
      return [{ name, definition: `${name} INTEGER NOT NULL`, merge: `${name} + excluded.${name}` }];
    case 'sum':
      return sumColumns(name);
    case 'min':
    case 'max': {
      const type = measure.field === 'time' ? 'INTEGER' : 'REAL';
      const sign = measure.kind === 'min' ? '<' : '>';
      return [
        { name, definition: `${name} ${type}`, merge: either(name, `excluded.${name} ${sign} ${name}`) },
      ];
    }
    case 'last':
      return lastColumns(name, 'field' in measure && isNumber(topic, measure.field) ? 'REAL' : 'TEXT');
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
