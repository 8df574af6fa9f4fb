/**
 * Compiles every SmartModule with AssemblyScript into `dist/fluvio/smartmodules/NAME.wasm`, where the client loads it: each
 * folder here with an `index.ts`, and the columns modules, which are generated from the schemas first. Does nothing for
 * those that are newer than all their sources.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateColumns } from './columns/generate.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const out = join(root, 'dist', 'fluvio', 'smartmodules');

const columns = new Map(generateColumns().map(([name, file]) => [name, fileURLToPath(file)]));
const folders = readdirSync(here).filter((name) => existsSync(join(here, name, 'index.ts')));
const entries = new Map([...folders.map((name) => [name, join(here, name, 'index.ts')]), ...columns]);

const shared = Math.max(modified(fileURLToPath(import.meta.url)), newest('abi'));
const stale = [...entries.keys()].filter((name) => {
  const sources = Math.max(shared, columns.has(name) ? newest('columns') : newest(name));
  return modified(join(out, `${name}.wasm`)) <= sources;
});
if (stale.length > 0) {
  // The compiler takes a while to load: only when there is work.
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(out, { recursive: true });
  for (const name of stale) await compile(asc, name);
}

/**
 * `stub`: no garbage collector; `--use abort=`: a trap in place of an import that no engine offers; `simd`: what both
 * wasmtime and V8 have, and the columns modules use.
 */
async function compile(asc, name) {
  const entry = relative(root, entries.get(name));
  const flags = [
    '-o',
    'module.wasm',
    '--runtime',
    'stub',
    '-O3',
    '--noAssert',
    '--enable',
    'simd',
    '--use',
    'abort=',
  ];
  let wasm;
  const { error, stderr } = await asc.main([entry, '--baseDir', root, ...flags], {
    writeFile: (_file, contents) => {
      wasm = contents;
    },
  });
  if (error || !wasm) throw new Error(`SmartModule ${name} does not compile:\n${stderr.toString() || error}`);
  // Whoever loads it meanwhile gets the old one or the new one, whole.
  const unfinished = join(out, `${name}.wasm.${process.pid}`);
  writeFileSync(unfinished, wasm);
  renameSync(unfinished, join(out, `${name}.wasm`));
}

/** When a file of a folder was changed last. */
function newest(folder) {
  const files = readdirSync(join(here, folder), { recursive: true }).map(String);
  return Math.max(...files.map((file) => modified(join(here, folder, file))));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
