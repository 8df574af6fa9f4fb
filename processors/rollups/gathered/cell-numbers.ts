/** A number for each cell: `none` until something is put there. */
const LEAST = 64;

export class CellNumbers {
  #values = new Float64Array(LEAST);
  #size = 0;

  constructor(readonly none: number) {}

  /** The numbers of so many cells: to be asked for again when there are more. */
  reach(size: number): Float64Array {
    if (size > this.#values.length) {
      const grown = new Float64Array(2 * size);
      grown.set(this.#values);
      this.#values = grown;
    }
    if (size > this.#size) {
      this.#values.fill(this.none, this.#size, size);
      this.#size = size;
    }
    return this.#values;
  }

  of(cell: number): number {
    return this.#values[cell]!;
  }

  /** Gives back what one large commit took. */
  clear(): void {
    if (this.#values.length > LEAST && this.#size < this.#values.length / 16) {
      this.#values = new Float64Array(Math.max(LEAST, 2 * this.#size));
    }
    this.#size = 0;
  }
}
