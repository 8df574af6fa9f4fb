/**
 * Compiles every SmartModule (a folder here with an `index.ts`) with AssemblyScript into
 * `dist/fluvio/smartmodules/NAME.wasm`, where the client loads it. Does nothing when the outputs are newer than all sources.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const out = join(root, 'dist', 'fluvio', 'smartmodules');

const sources = readdirSync(here, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') || file.endsWith('build.mjs'));
const modules = sources.filter((file) => /^[^/\\]+[/\\]index\.ts$/.test(file)).map((file) => dirname(file));

const newestSource = Math.max(...sources.map((file) => modified(join(here, file))));
const stale = modules.filter((name) => modified(join(out, `${name}.wasm`)) <= newestSource);
if (stale.length > 0) {
  // The compiler takes a while to load: only when there is work.
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(out, { recursive: true });
  for (const name of stale) await compile(asc, name);
}

/** `stub`: no garbage collector; `--use abort=`: a trap in place of an import that no engine offers. */
async function compile(asc, name) {
  const entry = relative(root, join(here, name, 'index.ts'));
  const flags = ['-o', 'module.wasm', '--runtime', 'stub', '-O3', '--noAssert', '--use', 'abort='];
  let wasm;
  const { error, stderr } = await asc.main([entry, '--baseDir', root, ...flags], {
    writeFile: (_file, contents) => {
      wasm = contents;
    },
  });
  if (error || !wasm) throw new Error(`SmartModule ${name} does not compile:\n${stderr.toString() || error}`);
  writeFileSync(join(out, `${name}.wasm`), wasm);
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
