/** Purchases with their addresses in canonical form: of two ways to write an address one code is made. */
import { canonicalIp, type EventColumns, NO_TEXT } from '../../../schemas/index.js';

export class CanonicalIps {
  /** By the code of an address as it was written; since the last `clear`. */
  #codes = new Int32Array(0);
  /** By row. */
  #ips = new Int32Array(0);

  /** The columns with other codes for the addresses, to be used before the next call. */
  of(
    { topic, time, numbers, texts, choices, dictionary }: EventColumns<'purchase-events'>,
    rows: Int32Array,
    count: number,
  ): EventColumns<'purchase-events'> {
    const written = texts.ip_address;
    if (this.#ips.length < written.length) this.#ips = new Int32Array(written.length);
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const code = written[row]!;
      if (code >= this.#codes.length) this.#grow(code + 1);
      if (this.#codes[code] === NO_TEXT) {
        this.#codes[code] = dictionary.codeOf(canonicalIp(dictionary.textOf(code)));
      }
      this.#ips[row] = this.#codes[code]!;
    }
    return { topic, time, numbers, texts: { ...texts, ip_address: this.#ips }, choices, dictionary };
  }

  clear(): void {
    this.#codes = new Int32Array(0);
  }

  #grow(size: number): void {
    const codes = new Int32Array(2 * size).fill(NO_TEXT);
    codes.set(this.#codes);
    this.#codes = codes;
  }
}
