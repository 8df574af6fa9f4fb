/**
 * The fold of any roll-up: events in, one cell a touched key out. Cells hold what the events since the last commit
 * amount to (deltas), never the whole history: memory is bounded by the size of a commit, and the store merges the
 * cells into its rows with the same commutative operations.
 */
import type { EventOf, Topic } from '../../schemas/index.js';
import type { Measure, Rollup } from './rollup.js';
import { compareUtf8 } from './text-order.js';

/** A sum is kept as `high · LIMB + low`, so that neither JavaScript's 2⁵³ nor SQLite's 2⁶³ is ever reached. */
export const LIMB = 1e15;

/** What a measure has gathered. `last` needs the time beside the value, `sum` its two limbs. */
export type Gathered =
  | { kind: 'count'; count: number }
  | { kind: 'sum'; high: number; low: number }
  | { kind: 'min' | 'max'; value: number | null }
  | { kind: 'last'; value: string | number | null; time: number | null }
  | { kind: 'distinct'; members: Set<string> };

export interface Cell {
  readonly key: readonly (string | number)[];
  readonly measures: Gathered[];
}

export class Fold<T extends Topic = Topic> {
  /** Touched keys since the last `clear`, by an unambiguous text of the key (or the key itself where it is one column). */
  readonly cells = new Map<string | number, Cell>();
  readonly #keyOf: ((event: EventOf<T>, time: number) => string | number)[];

  constructor(readonly rollup: Rollup<T>) {
    this.#keyOf = rollup.key.map((column) => column.of);
  }

  add(event: EventOf<T>, time: number): void {
    if (this.rollup.where !== undefined && !this.rollup.where(event)) return;
    const cell = this.#cellOf(event, time);
    const measures = this.rollup.measures;
    for (let i = 0; i < measures.length; i++) {
      const measure = measures[i]!;
      if (measure.where === undefined || measure.where(event))
        evolve(cell.measures[i]!, measure, event, time);
    }
  }

  clear(): void {
    this.cells.clear();
  }

  #cellOf(event: EventOf<T>, time: number): Cell {
    const text = this.#keyText(event, time);
    let cell = this.cells.get(text);
    if (cell === undefined) {
      cell = { key: this.#keyOf.map((of) => of(event, time)), measures: this.rollup.measures.map(initial) };
      this.cells.set(text, cell);
    }
    return cell;
  }

  /** Lengths go before the parts: ids may hold any character, so no separator would be safe. */
  #keyText(event: EventOf<T>, time: number): string | number {
    const parts = this.#keyOf;
    if (parts.length === 1) return parts[0]!(event, time);
    let text = '';
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!(event, time);
      text += typeof part === 'string' ? `${part.length}:${part}` : `${part};`;
    }
    return text;
  }
}

function initial(measure: Measure<never>): Gathered {
  switch (measure.kind) {
    case 'count':
      return { kind: 'count', count: 0 };
    case 'sum':
      return { kind: 'sum', high: 0, low: 0 };
    case 'min':
    case 'max':
      return { kind: measure.kind, value: null };
    case 'last':
      return { kind: 'last', value: null, time: null };
    case 'distinct':
      return { kind: 'distinct', members: new Set() };
  }
}

function evolve<E>(gathered: Gathered, measure: Measure<E>, event: E, time: number): void {
  switch (measure.kind) {
    case 'count':
      (gathered as { count: number }).count++;
      return;
    case 'sum':
      addTo(gathered as { high: number; low: number }, measure.of(event));
      return;
    case 'min':
    case 'max':
      widen(gathered as { value: number | null }, measure.kind, measure.of(event, time));
      return;
    case 'last':
      overwrite(gathered as { value: string | number | null; time: number | null }, measure.of(event), time);
      return;
    case 'distinct':
      (gathered as { members: Set<string> }).members.add(measure.of(event));
  }
}

function addTo(sum: { high: number; low: number }, value: number): void {
  sum.low += value;
  if (sum.low >= LIMB) {
    sum.high += Math.floor(sum.low / LIMB);
    sum.low %= LIMB;
  }
}

function widen(extreme: { value: number | null }, kind: 'min' | 'max', value: number): void {
  if (extreme.value === null || (kind === 'min' ? value < extreme.value : value > extreme.value)) {
    extreme.value = value;
  }
}

function overwrite(
  last: { value: string | number | null; time: number | null },
  value: string | number,
  time: number,
): void {
  if (last.time === null || time > last.time || (time === last.time && isLarger(value, last.value!))) {
    last.value = value;
    last.time = time;
  }
}

function isLarger(value: string | number, than: string | number): boolean {
  return typeof value === 'string' ? compareUtf8(value, than as string) > 0 : value > (than as number);
}
