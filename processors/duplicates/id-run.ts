/** The run of ids that is being filled: what one commit writes of a partition, or a few small ones. */
import {
  BUCKETS,
  bucketOf,
  eachId,
  findId,
  IdBucket,
  type IdHash,
  type SeenId,
} from '../store/id-buckets.js';

/** With so many ids a run gets no more of them after a commit. */
const ENOUGH = 8192;

export class IdRun {
  ids = 0;
  readonly #buckets: (IdBucket | undefined)[] = new Array(BUCKETS).fill(undefined);
  readonly #touched = new Set<number>();

  constructor(public number: number) {}

  get isEnough(): boolean {
    return this.ids >= ENOUGH;
  }

  add(id: string, hashed: IdHash, hash: number, recordTime: number): void {
    const place = bucketOf(hashed);
    let bucket = this.#buckets[place];
    if (bucket === undefined) {
      bucket = new IdBucket();
      this.#buckets[place] = bucket;
    }
    bucket.add(id, hash, recordTime);
    this.#touched.add(place);
    this.ids++;
  }

  /** Becomes the next run, in the same memory; to be called when everything is written. */
  restart(number: number): void {
    this.number = number;
    this.ids = 0;
    for (const bucket of this.#buckets) bucket?.clear();
  }

  /** Takes in what the database has of it. */
  load(place: number, bytes: Buffer): void {
    this.#buckets[place] = new IdBucket(bytes);
    this.ids += eachId(bytes, () => undefined);
  }

  find(id: string, hashed: IdHash): SeenId | undefined {
    const bucket = this.#buckets[bucketOf(hashed)];
    return bucket && findId(bucket.bytes, id);
  }

  /** Gives the buckets that were added to since the last time. */
  write(take: (place: number, bytes: Buffer) => void): void {
    for (const place of this.#touched) take(place, this.#buckets[place]!.bytes);
    this.#touched.clear();
  }
}
