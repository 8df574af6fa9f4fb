/** So many at once, and in the long run so many a second. */
export class Allowance {
  #left: number;
  #at: number | undefined;

  constructor(
    readonly burst: number,
    readonly aSecond: number,
  ) {
    this.#left = burst;
  }

  /**
   * Gives what may be had now.
   * @param now ms
   * @param take gives so many at the most
   */
  grant<T>(now: number, take: (most: number) => T[]): T[] {
    const gained = ((now - (this.#at ?? now)) * this.aSecond) / 1000;
    this.#at = now;
    this.#left = Math.min(this.burst, this.#left + gained);
    const taken = take(Math.floor(this.#left));
    this.#left -= taken.length;
    return taken;
  }
}
