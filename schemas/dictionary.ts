/**
 * Texts by number, so that a fold compares and groups numbers. Codes count from 0 and hold until `clear`; nobody may
 * keep one for longer.
 */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  #generation = 0;

  /** How many texts there are: every code is smaller. */
  get size(): number {
    return this.#texts.length;
  }

  /** Another number after each `clear`, so that whoever remembers codes knows that they mean nothing any more. */
  get generation(): number {
    return this.#generation;
  }

  codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#codes.set(text, code);
      this.#texts.push(text);
    }
    return code;
  }

  textOf(code: number): string {
    return this.#texts[code]!;
  }

  clear(): void {
    this.#codes.clear();
    this.#texts.length = 0;
    this.#generation++;
  }
}
