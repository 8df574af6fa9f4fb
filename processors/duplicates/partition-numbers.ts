/** The SOURCE-NUMBER ids of one partition. Of each source it knows where the block lies that was used last: mostly that is the next one too. */
import type { Dictionary } from '../../schemas/index.js';
import { BLOCK_BYTES, BLOCK_SIZE } from '../store/block-hashes.js';
import { NONE } from './number-blocks.js';
import type { SeenNumbers } from './seen-numbers.js';
import { ACCEPTED, DUPLICATE } from './sighting.js';

/** The ids of a batch. In columns: a number handed on by itself may cost an object. */
export interface NumberedIds {
  /** Codes of the sources; below 0 for a record without such an id. */
  readonly sources: Int32Array;
  readonly numbers: Float64Array;
  /** Of the events' bytes, never 0. */
  readonly hashes: Uint32Array;
}

export class PartitionNumbers {
  /** Places of blocks by code of the source, −1 where unknown. */
  #places = new Int32Array(64).fill(-1);
  #generation: number;

  constructor(
    readonly seen: SeenNumbers,
    readonly partitionId: number,
    readonly dictionary: Dictionary,
  ) {
    this.#generation = dictionary.generation;
  }

  /** To be called before each batch: codes of sources may mean others by now. */
  begin(): void {
    if (this.#generation === this.dictionary.generation) return;
    this.forget();
    this.#generation = this.dictionary.generation;
  }

  forget(): void {
    this.#places.fill(-1);
  }

  /**
   * Looks up the records from `first` to `count` that are accepted so far, and remembers those that are new.
   * @param verdicts those of repeats become `DUPLICATE`
   * @returns how many repeats are known to have had other bytes
   */
  see({ sources, numbers, hashes }: NumberedIds, verdicts: Uint8Array, first: number, count: number): number {
    const { blocks, fresh, dirty } = this.seen;
    fresh.reach(count - first);
    this.#reach(this.dictionary.size);
    const places = this.#places;
    // Columns of blocks are others when there are more blocks.
    let { start, chain, bits } = blocks;
    let conflicting = 0;
    for (let i = first; i < count; i++) {
      const source = sources[i]!;
      if (source < 0 || verdicts[i] !== ACCEPTED) continue;
      const number = numbers[i]!;
      let place = places[source]!;
      let index = place < 0 ? -1 : number - start[place]!;
      if (index < 0 || index >= BLOCK_SIZE) {
        place = this.#find(source, number);
        ({ start, chain, bits } = blocks);
        index = number - start[place]!;
      }
      const at = place * BLOCK_BYTES + (index >> 3);
      const bit = 1 << (index & 7);
      const byte = bits[at]!;
      if ((byte & bit) === 0) {
        bits[at] = byte | bit;
        const before = chain[place]!;
        if (before === NONE) dirty.push(place);
        chain[place] = fresh.add(before, index, hashes[i]!);
      } else {
        verdicts[i] = DUPLICATE;
        if (this.seen.conflicts(place, index, hashes[i]!)) conflicting++;
      }
    }
    return conflicting;
  }

  #find(source: number, number: number): number {
    const block = Math.floor(number / BLOCK_SIZE);
    const place = this.seen.placeOf(this.partitionId, this.dictionary.textOf(source), block);
    this.#places[source] = place;
    return place;
  }

  #reach(codes: number): void {
    if (codes <= this.#places.length) return;
    const places = new Int32Array(2 * codes).fill(-1);
    places.set(this.#places);
    this.#places = places;
  }
}
