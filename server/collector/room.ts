/** Room for bytes of requests: in all, and of one sender half of it, so that there is always room for the others. */
import { Problem } from '../problem.js';

export class Room {
  #taken = 0;
  readonly #takenBy = new Map<string | null, number>();

  /** @param most bytes; a single request that needs more has room when nobody else is there */
  constructor(readonly most: number) {}

  /** Bytes. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Does the work when there is room for it, and gives the room back.
   * @param sender name of the sender's key; null without one
   * @throws Problem 503 when there is none; nothing was done then
   */
  async during<T>(sender: string | null, bytes: number, work: () => Promise<T>): Promise<T> {
    const takenBy = this.#takenBy.get(sender) ?? 0;
    if (
      (takenBy > 0 && takenBy + bytes > this.most / 2) ||
      (this.#taken > 0 && this.#taken + bytes > this.most)
    )
      throw new Problem(503, 'busy', 'Too many events are waiting. Nothing was taken.', 1);
    this.#count(sender, bytes);
    try {
      return await work();
    } finally {
      this.#count(sender, -bytes);
    }
  }

  #count(sender: string | null, bytes: number): void {
    this.#taken += bytes;
    const takenBy = (this.#takenBy.get(sender) ?? 0) + bytes;
    if (takenBy === 0) this.#takenBy.delete(sender);
    else this.#takenBy.set(sender, takenBy);
  }
}
