/** Which ids were accepted in one partition. SOURCE-NUMBER ids are kept as bits, others as they are. */
import { valueAt } from './groups.js';
import { DAY } from './time.js';

const NUMBERED = /^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$/;
const BLOCK = 1024;
/** So many numbers of a block are a list; more are a bit each. */
const LISTED = 24;

/** What the partition's record times are known to be when an id turns up. */
export interface RecordTime {
  /** The largest so far, −Infinity while no record had one; a lower bound of it unless `isExact`. */
  readonly soFar: number;
  /** What no record's time exceeds; the same as `soFar` when that is exact. */
  readonly atMost: number;
  readonly isExact: boolean;
}

export class SeenIds {
  readonly #blocks = new Map<string, number[] | Uint8Array>();
  readonly #others = new Map<string, number>();
  /** Repeats of ids that may have been a day of record time apart: taken for duplicates. */
  undecided = 0;

  /** Whether the id is a repeat; when it is none it is remembered. */
  isRepeat(id: string, time: RecordTime): boolean {
    const match = NUMBERED.exec(id);
    return match === null ? this.#isKnown(id, time) : this.#isMarked(match[1]!, Number(match[2]));
  }

  /** A day of record time after its record an id is new again; one that came before all times is kept for ever. */
  #isKnown(id: string, { soFar, atMost, isExact }: RecordTime): boolean {
    const first = this.#others.get(id);
    if (first !== undefined) {
      const isForgotten = isExact && first !== Number.NEGATIVE_INFINITY && soFar - first > DAY;
      if (!isExact && atMost - first > DAY) this.undecided++;
      if (!isForgotten) return true;
    }
    this.#others.set(id, soFar);
    return false;
  }

  #isMarked(source: string, number: number): boolean {
    const at = number % BLOCK;
    const name = `${source}-${(number - at) / BLOCK}`;
    const block = valueAt<string, number[] | Uint8Array>(this.#blocks, name, () => []);
    if (block instanceof Uint8Array) return mark(block, at);
    if (block.includes(at)) return true;
    block.push(at);
    if (block.length > LISTED) {
      const bits = new Uint8Array(BLOCK / 8);
      for (const one of block) mark(bits, one);
      this.#blocks.set(name, bits);
    }
    return false;
  }
}

/** Sets a bit; says whether it was set before. */
function mark(bits: Uint8Array, at: number): boolean {
  const byte = bits[at >> 3]!;
  bits[at >> 3] = byte | (1 << (at & 7));
  return (byte & (1 << (at & 7))) !== 0;
}
