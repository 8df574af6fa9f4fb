const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The bytes of a line, or null for one that is larger than a line may be: those bytes are not kept. */
export type Line = Buffer | null;

/**
 * Cuts a stream of bytes into lines as `fluvio produce` does: at `\n`, which goes together with a `\r` before it; a
 * last line needs no line end, and an empty line is a line. Beyond that no byte is changed. Never holds more than one
 * chunk and one line of at most `mostBytes`.
 */
export class LineCutter {
  private carried: Buffer[] = [];
  private carriedBytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** The lines that end within `chunk`; they may be views of it. */
  *push(chunk: Buffer): Generator<Line, void, undefined> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield this.finish(chunk.subarray(start, end), true);
      start = end + 1;
    }
    if (start < chunk.length) this.carry(chunk.subarray(start));
  }

  /** What is left after the last line end. */
  *end(): Generator<Line, void, undefined> {
    if (this.carriedBytes > 0) yield this.finish(Buffer.alloc(0), false);
  }

  private carry(bytes: Buffer): void {
    this.carriedBytes += bytes.length;
    if (this.isTooLarge()) this.carried = [];
    else this.carried.push(bytes);
  }

  private finish(rest: Buffer, hasNewline: boolean): Line {
    this.carriedBytes += rest.length;
    const line = this.isTooLarge() ? null : this.joined(rest);
    this.carried = [];
    this.carriedBytes = 0;
    const endsInReturn = hasNewline && line !== null && line.at(-1) === CARRIAGE_RETURN;
    const bytes = endsInReturn ? line.subarray(0, -1) : line;
    return bytes !== null && bytes.length > this.mostBytes ? null : bytes;
  }

  private joined(rest: Buffer): Buffer {
    return this.carried.length === 0 ? rest : Buffer.concat([...this.carried, rest]);
  }

  /** By more than the `\r` that may yet be found to belong to the line end. */
  private isTooLarge(): boolean {
    return this.carriedBytes > this.mostBytes + 1;
  }
}
