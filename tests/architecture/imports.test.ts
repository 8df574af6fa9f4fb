/** Holds the arrows of imports that docs/architecture.md draws ("Where things are"). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARROWS, OUTSIDE, partOf } from './arrows.js';
import { findCycle } from './cycles.js';
import { codeWords, document, section, tableRows } from './markdown.js';
import { type Import, ROOT, type SourceFile, sourceFiles } from './source-files.js';

const files = sourceFiles();
const sources = files.filter(({ path }) => partOf(path) !== undefined);
const product = sources.filter(({ path }) => path.endsWith('.ts'));

describe('the arrows of imports', () => {
  it('every source belongs to a part', () => {
    const homeless = files.filter(({ path }) => partOf(path) === undefined && !path.startsWith('tests/'));
    expect(homeless.map(({ path }) => path)).toEqual(['vitest.config.ts']);
  });

  it('are drawn in docs/architecture.md', () => {
    const rows = tableRows(section(document('docs/architecture.md'), '## Where things are'));
    const drawn = rows.map(([folder = '', , mayImport = '']) => [
      codeWords(folder)[0]!.replace(/\/$/, ''),
      codeWords(mayImport).sort(),
    ]);
    const held = Object.entries(ARROWS).map(([part, { code = [], types = [] }]) => [
      part,
      [...code, ...types].sort(),
    ]);
    const isFolder = ([part]: unknown[]) => !String(part).endsWith('.ts') && part !== 'tests';
    expect(Object.fromEntries(drawn.filter(isFolder))).toEqual(Object.fromEntries(held.filter(isFolder)));
  });

  it('point one way', () => {
    expect(
      violations(product, (file, { file: target, typeOnly }) => {
        if (target === undefined) return false;
        const from = partOf(file.path)!;
        const to = partOf(target) ?? target;
        const { code = [], types = [] } = ARROWS[from]!;
        return from !== to && !code.includes(to) && !(typeOnly && types.includes(to));
      }),
    ).toEqual([]);
  });

  it('lead out only where a part may', () => {
    expect(
      violations(product, (file, { file: target, specifier }) => {
        const allowed = OUTSIDE[partOf(file.path)!];
        return target === undefined && allowed !== undefined && !allowed.includes(specifier);
      }),
    ).toEqual([]);
  });

  it('every file imported is there', () => {
    const paths = new Set(files.map(({ path }) => path));
    const isMissing = (file: string) => !file.startsWith('dist/') && !paths.has(file);
    expect(violations(files, (_, { file }) => file !== undefined && isMissing(file))).toEqual([]);
  });

  it('have no circle at run time', () => {
    expect(findCycle(product)).toEqual([]);
  });
});

describe('one place for each thing', () => {
  it("@fluvio/client is loaded by the native client's process, and by the arm that measures it, alone", () => {
    expect(importersOf(product, ({ specifier }) => specifier === '@fluvio/client')).toEqual([
      'bench/arms/raw-consume.ts',
      'fluvio/client/native/load.ts',
    ]);
    const importers = importersOf(
      product,
      ({ file, typeOnly }) => file === 'fluvio/client/native/load.ts' && !typeOnly,
    );
    // `doctor` loads it to see whether that works, and ends.
    expect(importers.filter((path) => !/^(fluvio\/client\/native|cli\/doctor)\//.test(path))).toEqual([]);
  });

  it("sockets are opened by the broker, the native client's process, webhooks and benches alone", () => {
    const importers = importersOf(
      product,
      ({ specifier, typeOnly }) => !typeOnly && /^(node:)?(net|tls|dgram|https?)$/.test(specifier),
    );
    const elsewhere = /^(fluvio\/(admin|broker\/(net|lifecycle)|client\/native)|processors\/actions|bench)\//;
    // They compare addresses (`BlockList`, `isIP`) or name what a status means, and open nothing.
    const openNothing = [
      'processors/views/fraud/allowed.ts',
      'server/access/addresses.ts',
      'server/limits/broken-connections.ts',
    ];
    const others = importers.filter((path) => !openNothing.includes(path));
    expect(others.filter((path) => !elsewhere.test(path))).toEqual([]);
  });

  it('nothing imports a main.ts', () => {
    expect(violations(files, (_, { file }) => file !== undefined && /(^|\/)main\.ts$/.test(file))).toEqual(
      [],
    );
  });

  it('only tests import from the cli', () => {
    const importers = importersOf(sources, ({ file }) => file?.startsWith('cli/') === true);
    expect(importers.filter((path) => !path.startsWith('cli/'))).toEqual([]);
  });

  it('verify shares no code with what it judges', () => {
    const verify = files.filter(({ path }) => path.startsWith('verify/'));
    expect(verify.length).toBeGreaterThan(10);
    expect(
      violations(
        verify,
        (_, { file }) => file !== undefined && !/^(verify\/|settings\/settings\.ts$)/.test(file),
      ),
    ).toEqual([]);
  });

  it("console and process.exit are a main.ts's", () => {
    const users = sources.filter(
      ({ touchesConsole, path }) => touchesConsole && !/(^|\/)main\.ts$/.test(path),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('packages that run are dependencies, and not for development only', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(
      violations(product, (_, { file, specifier, typeOnly }) => {
        if (file !== undefined || typeOnly || specifier.startsWith('node:')) return false;
        return !(packageOf(specifier) in dependencies);
      }),
    ).toEqual([]);
  });
});

describe('files are small', () => {
  it.each([250])('no source that is written by hand has more than %i lines', (most) => {
    const long = sources.filter(({ path, lines }) => lines > most && !path.includes('/generated/'));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });
});

function violations(
  of: readonly SourceFile[],
  isWrong: (file: SourceFile, found: Import) => boolean,
): string[] {
  return of.flatMap((file) =>
    file.imports.filter((found) => isWrong(file, found)).map((found) => `${file.path} → ${found.specifier}`),
  );
}

function importersOf(of: readonly SourceFile[], isMeant: (found: Import) => boolean): string[] {
  return of
    .filter(({ imports }) => imports.some(isMeant))
    .map(({ path }) => path)
    .sort();
}

/** `@scope/name/file.js` and `name/file.js` without the file. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
