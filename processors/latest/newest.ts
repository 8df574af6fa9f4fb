/** The newest of what comes, by what it weighs: what is not needed for the newest `most` is let go. */
export class Newest<T> {
  #items: T[] = [];
  #weight = 0;

  /** @param weigh what an item counts: 1 when absent */
  constructor(
    readonly most: number,
    readonly weigh: (item: T) => number = () => 1,
  ) {}

  add(item: T): void {
    this.#items.push(item);
    this.#weight += this.weigh(item);
    for (
      let oldest = this.#items[0]!;
      this.#weight - this.weigh(oldest) >= this.most;
      oldest = this.#items[0]!
    ) {
      this.#weight -= this.weigh(oldest);
      this.#items.shift();
    }
  }

  /** Those that there are, the oldest first; none are left. */
  take(): T[] {
    const items = this.#items;
    this.#items = [];
    this.#weight = 0;
    return items;
  }
}
