import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACCEPTED,
  DuplicateCheck,
  REMEMBERED,
  type Sighting,
} from '../../../processors/duplicates/duplicates.js';
import { parseNumberedId } from '../../../processors/duplicates/event-id.js';
import type { Store } from '../../../processors/store/store.js';
import { Dictionary } from '../../../schemas/index.js';
import { temporaryStore } from '../../support/database.js';

const FORM = /^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$/;

describe('SOURCE-NUMBER', () => {
  test.each([
    'a-0',
    'a-1',
    'A_.9-999999999999999',
    `${'s'.repeat(41)}-7`,
    'a-00',
    'a-01',
    'a-1000000000000000',
    `${'s'.repeat(42)}-7`,
    '-1',
    '1a-1',
    'a-',
    'a--1',
    'a-b-1',
    'a-1.0',
    'é-1',
    'a-１',
    '123e4567-e89b-12d3-a456-426614174000',
    'a1234567-1',
  ])('%s is read as the pattern reads it', (id) => {
    const match = FORM.exec(id);
    expect(parseNumberedId(id)).toEqual(
      match === null ? undefined : { source: match[1], number: Number(match[2]) },
    );
  });

  test('any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'Z', '0', '1', '9', '-', '_', '.', 'é'), maxLength: 20 }),
        (id) => {
          expect(parseNumberedId(id) !== undefined).toBe(FORM.test(id));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the check', () => {
  test('given an id again, it is a duplicate; with other bytes, a conflicting one; elsewhere, new', () => {
    const check = new Check(temporaryStore().db);
    for (const id of ['src-7', 'a-uuid']) {
      expect(check.see(1, id, 11, 1000)).toBe('new');
      expect(check.see(1, id, 11, 1000)).toBe('duplicate');
      expect(check.see(1, id, 12, 1000)).toBe('conflicting');
      expect(check.see(2, id, 12, 1000)).toBe('new');
    }
  });

  test('given a stale write of a low number after high ones, it is new: holes are kept', () => {
    const check = new Check(temporaryStore().db);
    for (const number of [5, 2047, 2048, 1e12, 3]) expect(check.see(1, `src-${number}`, 1, 0)).toBe('new');
    for (const number of [5, 2047, 2048, 1e12, 3])
      expect(check.see(1, `src-${number}`, 1, 0)).toBe('duplicate');
    for (const number of [4, 2046, 2049, 1e12 - 2048])
      expect(check.see(1, `src-${number}`, 1, 0)).toBe('new');
  });

  test('given more than a day of record time, numbers are known still, other ids are new again', () => {
    const check = new Check(temporaryStore().db);
    check.see(1, 'src-1', 1, 0);
    check.see(1, 'uuid', 1, 0);
    expect(check.see(1, 'uuid', 1, REMEMBERED)).toBe('duplicate');
    expect(check.see(1, 'uuid', 1, REMEMBERED + 1)).toBe('new');
    expect(check.see(1, 'src-1', 1, 50 * REMEMBERED)).toBe('duplicate');
  });

  test('what was written is known after a restart, what was not is forgotten', () => {
    const store = temporaryStore();
    const before = new Check(store.db);
    for (const id of ['src-1', 'uuid']) before.see(1, id, 1, 1000);
    before.write();
    for (const id of ['src-2', 'other']) before.see(1, id, 1, 1000);
    const after = new Check(store.db);
    expect(['src-1', 'uuid', 'src-2', 'other'].map((id) => after.see(1, id, 1, 1000))).toEqual([
      'duplicate',
      'duplicate',
      'new',
      'new',
    ]);
    for (const id of ['src-1', 'uuid']) expect(after.see(1, id, 2, 1000)).toBe('conflicting');
  });

  test.each([1, 3, 700])(
    'hashes are those of their numbers, whenever these were accepted (%i apart)',
    (apart) => {
      const check = new Check(temporaryStore().db);
      const numbers = Array.from({ length: 1500 }, (_, i) => apart * i);
      for (const half of [1, 0]) {
        numbers.forEach((number, i) => {
          if (i % 2 === half) check.see(1, `src-${number}`, 0xff00_1000 + number, number);
        });
        check.write();
      }
      const seen = (bytes: number) =>
        numbers.map((number) => check.see(1, `src-${number}`, bytes + number, 0));
      expect(new Set(seen(0xff00_1000))).toEqual(new Set(['duplicate']));
      expect(new Set(seen(0xff00_1001))).toEqual(new Set(['conflicting']));
    },
  );

  test('forgetting drops what is a day old, and the bits stay', () => {
    const store = temporaryStore();
    const check = new Check(store.db);
    check.see(1, 'src-1', 1, 1000);
    check.see(1, 'uuid', 1, 1000);
    check.write();
    check.forgetBefore(1, 1001 + REMEMBERED);
    expect(rows(store, 'seen_ids')).toBe(0);
    expect(rows(store, 'seen_hashes')).toBe(0);
    // The hash is gone, so another event of the same id cannot be told to conflict.
    expect(new Check(store.db).see(1, 'src-1', 2, 1001 + REMEMBERED)).toBe('duplicate');
  });

  test('spans of other ids are forgotten one by one, and known after a restart', () => {
    const store = temporaryStore();
    const check = new Check(store.db);
    const hour = 3_600_000;
    const seeMany = (name: string, recordTime: number) => {
      for (let i = 0; i < 65_536; i++) check.see(1, `${name}/${i}`, 1, recordTime);
    };
    seeMany('first', hour);
    seeMany('second', 2 * hour);
    check.see(1, 'third/0', 1, 3 * hour);
    check.write();
    expect([rows(store, 'seen_ids'), rows(store, 'seen_spans')]).toEqual([129, 2]);
    check.forgetBefore(1, REMEMBERED + 1.5 * hour);
    expect([rows(store, 'seen_ids'), rows(store, 'seen_spans')]).toEqual([65, 1]);
    const after = new Check(store.db);
    for (const i of [0, 65_535]) {
      expect(after.see(1, `first/${i}`, 1, 3 * hour)).toBe('new');
      expect(after.see(1, `second/${i}`, 1, 3 * hour)).toBe('duplicate');
    }
    expect(after.see(1, 'third/0', 1, 3 * hour)).toBe('duplicate');
    after.write();
    after.forgetBefore(1, REMEMBERED + 4 * hour);
    expect([rows(store, 'seen_ids'), rows(store, 'seen_spans')]).toEqual([0, 0]);
  });

  test('an id that came before any record had a time is kept for ever', () => {
    const store = temporaryStore();
    const check = new Check(store.db);
    check.see(1, 'uuid', 1, -1);
    check.write();
    check.forgetBefore(1, 50 * REMEMBERED);
    expect(check.see(1, 'uuid', 1, 50 * REMEMBERED)).toBe('duplicate');
    expect(new Check(store.db).see(1, 'uuid', 1, 50 * REMEMBERED)).toBe('duplicate');
  });

  test.each(['-', '/'])(
    'agrees with a set of everything, over more sources than the cache holds (%s)',
    (dash) => {
      const store = temporaryStore();
      let check = new Check(store.db);
      const seen = new Set<string>();
      const random = fc.sample(fc.tuple(fc.nat(5000), fc.nat(1)), { numRuns: 30_000, seed: 7 });
      random.forEach(([source, number], i) => {
        const id = `source${source}${dash}${number}`;
        const expected: Sighting = seen.has(id) ? 'duplicate' : 'new';
        seen.add(id);
        if (check.see(1, id, 1, 0) !== expected) throw new Error(`${id} at ${i}: not ${expected}`);
        if (i % 5000 === 0) store.db.transaction(() => check.write())();
        if (i % 10_000 === 0) check = new Check(store.db);
      });
    },
  );
});

/** The check as the processor uses it: sources by the codes of a dictionary that is emptied after each commit. */
class Check {
  readonly #check: DuplicateCheck;
  readonly #dictionary = new Dictionary();

  constructor(db: Store['db']) {
    this.#check = new DuplicateCheck(db);
  }

  see(partitionId: number, id: string, hash: number, recordTime: number): Sighting {
    const ids = this.#check.of(partitionId, this.#dictionary);
    const numbered = parseNumberedId(id);
    if (numbered === undefined) return ids.seeOther(id, hash, recordTime);
    const columns = {
      sources: Int32Array.of(this.#dictionary.codeOf(numbered.source)),
      numbers: Float64Array.of(numbered.number),
      hashes: Uint32Array.of(hash),
    };
    const verdicts = Uint8Array.of(ACCEPTED);
    const conflicting = ids.seeNumbers(columns, verdicts, 0, 1);
    ids.recordTime = recordTime;
    if (verdicts[0] === ACCEPTED) return 'new';
    return conflicting > 0 ? 'conflicting' : 'duplicate';
  }

  write(): void {
    this.#check.write();
    this.#dictionary.clear();
    // Codes are others from now on.
    this.#dictionary.codeOf('another text');
  }

  forgetBefore(partitionId: number, recordTime: number): void {
    this.#check.forgetBefore(partitionId, recordTime);
  }
}

function rows(store: Store, table: string): number {
  return store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
}
