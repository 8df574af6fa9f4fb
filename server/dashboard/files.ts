/** Which files the dashboard is made of, and under which path each is served. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { builtFile, packageFile } from '../../fluvio/client/built.js';
import type { StaticFile } from '../static-file.js';

/** Under this path lies all but the pages themselves. */
const ASSETS = '/dashboard';

/** Pages by path; their files lie in `page/`, as the styles do. */
const PAGES = { '/': 'index.html', '/lineage': 'lineage.html' } as const;

/** @throws FluvioError `NOT_BUILT` where the browser's part has not been compiled */
export function readPageFiles(): StaticFile[] {
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

function filesIn(folder: string, names: RegExp): StaticFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => read(`${ASSETS}/${relative(folder, path).split(sep).join('/')}`, path));
}

function read(url: string, path: string): StaticFile {
  return { url, type: path.slice(path.lastIndexOf('.') + 1) as StaticFile['type'], body: readFileSync(path) };
}
