/** Which files the dashboard is made of, and under which path each is served. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { builtFile, packageFile } from '../../fluvio/client/built.js';

export interface PageFile {
  /** Path in the URL. */
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
  /** Strong, from the bytes. */
  readonly etag: string;
}

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  js: 'text/javascript; charset=utf-8',
} as const;

/** Under this path lies all but the pages themselves. */
const ASSETS = '/dashboard';

/** Pages by path; their files lie in `page/`, as the styles do. */
const PAGES = { '/': 'index.html', '/lineage': 'lineage.html' } as const;

/** @throws FluvioError `NOT_BUILT` where the browser's part has not been compiled */
export function readPageFiles(): PageFile[] {
  const pages = packageFile('server/dashboard/page');
  const scripts = builtFile('server/dashboard/browser');
  const require = createRequire(import.meta.url);
  return [
    ...Object.entries(PAGES).map(([url, name]) => read(url, join(pages, name))),
    ...filesIn(pages, /\.(css|svg)$/),
    ...filesIn(scripts, /\.js$/),
    read(`${ASSETS}/uplot.js`, require.resolve('uplot/dist/uPlot.esm.js')),
    read(`${ASSETS}/uplot.css`, require.resolve('uplot/dist/uPlot.min.css')),
  ];
}

function filesIn(folder: string, names: RegExp): PageFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => read(`${ASSETS}/${relative(folder, path).split(sep).join('/')}`, path));
}

function read(url: string, path: string): PageFile {
  const body = readFileSync(path);
  const ending = path.slice(path.lastIndexOf('.') + 1) as keyof typeof TYPES;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { url, type: TYPES[ending], body, etag };
}
