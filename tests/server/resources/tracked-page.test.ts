import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PageTexts, TrackedPage } from '../../../server/resources/tracked-page.js';
import { TrackedPages } from '../../../server/resources/tracked-pages.js';

const state: fc.Arbitrary<PageTexts> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 2 })), {
    selector: ([key]) => key,
  })
  .chain((rows) =>
    fc.record({
      keys: fc.constant(rows.map(([key]) => key)),
      texts: fc.constant(rows.map(([key, n]) => JSON.stringify({ key, n }))),
      next: fc.constantFrom(null, 'x'),
    }),
  );

/** One who asks with `since`, and keeps what it was told. */
class Follower {
  version: string | undefined;
  readonly rows = new Map<string, string>();
  keys: readonly string[] = [];
  next: string | null = null;

  ask(page: TrackedPage): void {
    const changed = page.changedSince(this.version);
    for (const text of changed ?? page.all()) this.rows.set(JSON.parse(text).key, text);
    for (const key of [...this.rows.keys()]) if (!page.keys.includes(key)) this.rows.delete(key);
    this.keys = page.keys;
    this.next = page.next;
    this.version = page.version;
  }

  get shown(): PageTexts {
    return { keys: this.keys, texts: this.keys.map((key) => this.rows.get(key)!), next: this.next };
  }
}

it('whoever asks what has changed, however seldom, knows the page', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(state, fc.boolean())), (steps) => {
      const page = new TrackedPage();
      const follower = new Follower();
      for (const [now, asks] of steps) {
        page.update(now);
        if (!asks) continue;
        follower.ask(page);
        expect(follower.shown).toEqual(now);
      }
    }),
  );
});

it('has a version for each state that is another, and tells of nothing but what has changed', () => {
  const page = new TrackedPage();
  const of = (keys: string[], texts: string[], next: string | null = null) =>
    page.update({ keys, texts, next });
  expect(of(['a', 'b'], ['1', '2'])).toBe(true);
  const { version } = page;
  expect(of(['a', 'b'], ['1', '2'])).toBe(false);
  expect(page.version).toBe(version);
  expect(of(['b', 'a'], ['2', '1'])).toBe(true);
  expect(page.changedSince(version)).toEqual([]);
  expect(of(['b', 'a'], ['2', '1'], 'x')).toBe(true);
  expect(of(['b', 'a'], ['2', '3'])).toBe(true);
  expect(page.changedSince(version)).toEqual(['3']);
});

it('knows no version of another page, and none that it never had', () => {
  const [page, other] = [new TrackedPage(), new TrackedPage()];
  for (const one of [page, other]) one.update({ keys: ['a'], texts: ['1'], next: null });
  const id = page.version.split('.')[0];
  for (const version of [undefined, '', other.version, `${id}.0`, `${id}.2`, `${id}.-1`, `${id}.1.0`, 'x.1'])
    expect(page.changedSince(version)).toBeUndefined();
  expect(page.changedSince(page.version)).toEqual([]);
});

it('forgets the pages that were not asked for the longest', () => {
  const pages = new TrackedPages(3, 10);
  const rows = (count: number): PageTexts => ({
    keys: Array.from({ length: count }, (_, i) => `k${i}`),
    texts: Array.from({ length: count }, () => '1'),
    next: null,
  });
  const first = pages.update('a', rows(1)).version;
  pages.update('b', rows(1));
  expect(pages.update('a', rows(1)).version).toBe(first);
  pages.update('c', rows(1));
  pages.update('d', rows(1));
  // `b` was, and not `a`.
  expect(pages.update('a', rows(1)).version).toBe(first);
  pages.update('e', rows(10));
  expect(pages.update('a', rows(1)).version).not.toBe(first);
});
