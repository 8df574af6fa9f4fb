/** What is answered about a page: JSON that is put together from the texts of its rows. */
import { keyOf, type ReadPage, type Resource } from './resource.js';
import type { PageTexts, TrackedPage } from './tracked-page.js';

export function textsOf(resource: Pick<Resource, 'key'>, { rows, next }: ReadPage): PageTexts {
  return {
    keys: rows.map((row) => keyOf(resource, row)),
    texts: rows.map((row) => JSON.stringify(row)),
    next,
  };
}

/** `{"rows","next","version"}` */
export function wholePage(page: TrackedPage): string {
  return `{"rows":[${page.all().join(',')}],"next":${JSON.stringify(page.next)},"version":"${page.version}"}`;
}

/** `"rows","keys","next","version","full"` of an object: what has changed since a version, or everything. */
export function changedPage(page: TrackedPage, since: string | undefined): string {
  const changed = page.changedSince(since);
  const rows = changed ?? page.all();
  const parts = [
    `"rows":[${rows.join(',')}]`,
    `"keys":${JSON.stringify(page.keys)}`,
    `"next":${JSON.stringify(page.next)}`,
    `"version":"${page.version}"`,
    `"full":${changed === undefined}`,
  ];
  return parts.join(',');
}
