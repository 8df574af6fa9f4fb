/** The texts of one stream of columns by the codes that its module gave them; it grows with the stream. */
export class StreamStrings {
  readonly #texts: string[] = [];
  #generation = 0;

  /** How many texts there are: every code is smaller. */
  get size(): number {
    return this.#texts.length;
  }

  /** Another number whenever the module has emptied its dictionary, so that codes mean other texts from then on. */
  get generation(): number {
    return this.#generation;
  }

  textOf(code: number): string {
    return this.#texts[code]!;
  }

  /** For the decoder alone: the next code's text. */
  add(text: string): void {
    this.#texts.push(text);
  }

  /** For the decoder alone. */
  empty(): void {
    this.#texts.length = 0;
    this.#generation++;
  }
}
