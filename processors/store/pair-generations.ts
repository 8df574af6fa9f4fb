/**
 * A bounded memory, by two texts, of what was in use lately: as `Generations`, but no text is put together to look an
 * entry up. Most first texts have one entry at a time, which then costs one look.
 */
export class PairGenerations<V extends object> {
  #young = new Map<string, Entries<V>>();
  #old = new Map<string, Entries<V>>();
  #weight = 0;

  /** Entries of the young generation; the old one has as many as this had before the turn. */
  get weight(): number {
    return this.#weight;
  }

  get(first: string, second: string): V | undefined {
    return found(this.#young.get(first), second) ?? this.#promoted(first, second);
  }

  /** Takes in what `get` has not found. */
  add(first: string, second: string, value: V): void {
    this.#weight++;
    const entries = this.#young.get(first);
    if (entries === undefined) this.#young.set(first, { second, value, others: undefined });
    else if (entries.others === undefined) entries.others = new Map([[second, value]]);
    else entries.others.set(second, value);
  }

  /** Forgets what has not been asked for since the turn before. */
  turn(): void {
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = 0;
  }

  #promoted(first: string, second: string): V | undefined {
    const value = found(this.#old.get(first), second);
    if (value !== undefined) this.add(first, second, value);
    return value;
  }
}

/** Of one first text. */
interface Entries<V> {
  readonly second: string;
  readonly value: V;
  others: Map<string, V> | undefined;
}

function found<V>(entries: Entries<V> | undefined, second: string): V | undefined {
  if (entries === undefined) return undefined;
  return entries.second === second ? entries.value : entries.others?.get(second);
}
