/** Numbers of texts, 0, 1, 2 … as they come, for good: what a member is marked with (`member-shape.ts`). */
import { Generations } from './generations.js';
import type { MemberShape } from './member-shape.js';
import type { Db } from './open.js';

/** Texts a generation remembers; there are two. */
const MOST = 16_384;

interface Asked {
  get(text: string): number | undefined;
}

export class TextNumbers {
  readonly #known = new Generations<string, { readonly number: number }>();
  readonly #stored: Asked;
  readonly #add: { run(text: string, number: number): unknown };
  #next: number;

  constructor(db: Db, { table, column }: NonNullable<MemberShape['numbers']>) {
    this.#stored = db.prepare(`SELECT number FROM ${table} WHERE ${column} = ?`).pluck() as Asked;
    this.#add = db.prepare(`INSERT INTO ${table} VALUES (?, ?)`);
    this.#next = db.prepare(`SELECT coalesce(max(number) + 1, 0) FROM ${table}`).pluck().get() as number;
  }

  /** To be called within the commit's transaction: one that is new is written. */
  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known.number;
    let number = this.#stored.get(text);
    if (number === undefined) {
      number = this.#next++;
      this.#add.run(text, number);
    }
    if (this.#known.weight >= MOST) this.#known.turn();
    this.#known.add(text, { number });
    return number;
  }
}
