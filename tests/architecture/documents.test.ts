/** What the documents name must be there: files, folders, headings. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeWords, document } from './markdown.js';
import { ROOT } from './source-files.js';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'fluvio/broker/GAPS.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Folders of the project; `dist` is made by the build, and capitals in a path stand for a name to fill in. */
const PATH = /^(schemas|generator|processors|fluvio|cli|bench|tests|docs)\/[a-z0-9./_-]*$/;

describe.each(DOCUMENTS)('%s', (path) => {
  const text = document(path);

  it('names files and folders that are there', () => {
    const named = codeWords(text).filter((word) => PATH.test(word));
    expect(named.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it('links to files and headings that are there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !/^https?:/.test(link) && !exists(path, link))).toEqual([]);
  });

  it('names no folder of one machine', () => {
    expect(text).not.toMatch(/\/(work|home|root|Users)\//);
  });
});

function exists(from: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || headings(document(target)).includes(heading);
}

/** Headings as a link names them: lower case, without marks, hyphens for spaces. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
