/** How much a counter moves in a second, over the last few seconds, from looks at it now and then. */
const WINDOW = 3000;

export class Rate {
  #looks: { at: number; count: number }[] = [];

  /**
   * Takes a look at `now` (ms, of a clock that never goes back); returns the rate a second, 0 after the first look. A
   * counter that fell was begun anew, and so is the rate. When nobody looked for a while it is the mean of that while.
   */
  look(now: number, count: number): number {
    if (count < (this.#looks.at(-1)?.count ?? 0)) this.#looks = [];
    this.#looks.push({ at: now, count });
    while (this.#looks.length > 2 && now - this.#looks[0]!.at > WINDOW) this.#looks.shift();
    const first = this.#looks[0]!;
    return now === first.at ? 0 : ((count - first.count) * 1000) / (now - first.at);
  }
}
