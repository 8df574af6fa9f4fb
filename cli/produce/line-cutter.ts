/** A line that is larger than a record may be. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';

  constructor(
    /** Counted from 1. */
    readonly line: number,
    readonly mostBytes: number,
  ) {
    super(`Line ${line} is larger than a record may be: ${mostBytes} bytes, its key included.`);
  }
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Cuts a stream of bytes into lines as `fluvio produce` does: at `\n`, which goes together with a `\r` before it; a
 * last line needs no line end, and an empty line is a line. Beyond that no byte is changed. Never holds more than one
 * chunk and one line.
 */
export class LineCutter {
  private carried: Buffer[] = [];
  private carriedBytes = 0;
  /** Lines cut so far. */
  count = 0;

  constructor(private readonly mostBytes: number) {}

  /** The lines that end within `chunk`; they may be views of it. @throws LineTooLong after the lines before it */
  *push(chunk: Buffer): Generator<Buffer, void, undefined> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.finish(chunk.subarray(start, end));
      yield line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
      start = end + 1;
    }
    if (start < chunk.length) this.carry(chunk.subarray(start));
  }

  /** What is left after the last line end. */
  *end(): Generator<Buffer, void, undefined> {
    if (this.carriedBytes > 0) yield this.finish(Buffer.alloc(0));
  }

  private carry(bytes: Buffer): void {
    this.carried.push(bytes);
    this.carriedBytes += bytes.length;
    if (this.carriedBytes > this.mostBytes) throw new LineTooLong(this.count + 1, this.mostBytes);
  }

  private finish(rest: Buffer): Buffer {
    const line = this.carried.length === 0 ? rest : Buffer.concat([...this.carried, rest]);
    this.carried = [];
    this.carriedBytes = 0;
    this.count++;
    return line;
  }
}
