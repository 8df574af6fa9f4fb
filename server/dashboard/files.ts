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

/** Where a page names the modules that it loads: without them the browser finds one by way of another, in turn. */
const MODULES = '<!-- modules -->';

/** @throws FluvioError `NOT_BUILT` where the browser's part has not been compiled */
export function readPageFiles(): StaticFile[] {
  const pages = packageFile('server/dashboard/page');
  const require = createRequire(import.meta.url);
  const scripts = [
    ...filesIn(builtFile('server/dashboard/browser'), /\.js$/),
    read(`${ASSETS}/uplot.js`, require.resolve('uplot/dist/uPlot.esm.js')),
  ];
  return [
    ...Object.entries(PAGES).map(([url, name]) => withModules(read(url, join(pages, name)), scripts)),
    ...filesIn(pages, /\.(css|svg)$/),
    ...scripts,
    read(`${ASSETS}/uplot.css`, require.resolve('uplot/dist/uPlot.min.css')),
  ];
}

/** Those of the other page are left out. */
function withModules(page: StaticFile, scripts: readonly StaticFile[]): StaticFile {
  const own = scripts.filter(({ url }) => !url.startsWith(`${ASSETS}/lineage/`));
  const links = own.map(({ url }) => `<link rel="modulepreload" href="${url}">`);
  return { ...page, body: page.body.toString().replace(MODULES, links.join('\n    ')) };
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
