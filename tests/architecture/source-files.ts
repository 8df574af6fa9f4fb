/** The project's sources as the architecture tests see them: what each file imports, and what it touches. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As written: `./open.js`, `node:fs`. */
  readonly specifier: string;
  /** Path from the root of the file that is meant; undefined for packages and Node's own modules. */
  readonly file: string | undefined;
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Uses `console` or `process.exit`. */
  readonly touchesConsole: boolean;
}

const NO_SOURCES = new Set(['node_modules', 'dist', 'coverage']);

/** All TypeScript and all `.mjs` of the project, tests included; files of other people's packages and builds are not. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !NO_SOURCES.has(name))
    .flatMap((entry) => (entry.isDirectory() ? pathsIn(entry.name) : [entry.name]))
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .map(read);
}

function pathsIn(folder: string): string[] {
  const found = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  let touchesConsole = false;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found !== undefined) imports.push(resolve(path, found));
    touchesConsole ||= isConsole(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, lines: text.split('\n').length - 1, imports, touchesConsole };
}

type Written = Pick<Import, 'specifier' | 'typeOnly'>;

/** `import … from`, `export … from`, `import('…')`, `require('…')` and `createRequire(…)('…')`. */
function importOf(node: ts.Node): Written | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const { moduleSpecifier } = node;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
    return { specifier: moduleSpecifier.text, typeOnly: isTypeOnly(node) };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    return ts.isStringLiteral(literal) ? { specifier: literal.text, typeOnly: true } : undefined;
  }
  if (!ts.isCallExpression(node) || !isLoader(node.expression)) return undefined;
  const [argument] = node.arguments;
  return argument !== undefined && ts.isStringLiteral(argument)
    ? { specifier: argument.text, typeOnly: false }
    : undefined;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return (
    ts.isCallExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === 'createRequire'
  );
}

function isConsole(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return false;
  const { text } = node.expression;
  return text === 'console' || (text === 'process' && node.name.text === 'exit');
}

/** Imports end in `.js` where the file is `.ts`; AssemblyScript's have no ending. */
function resolve(from: string, { specifier, typeOnly }: Written): Import {
  if (!specifier.startsWith('.')) return { specifier, file: undefined, typeOnly };
  const target = posix.normalize(posix.join(dirname(from), specifier));
  const candidates = [target.replace(/\.js$/, '.ts'), `${target}.ts`, target];
  const file = candidates.find((candidate) => existsSync(join(ROOT, candidate)));
  return { specifier, file: file ?? relative(ROOT, join(ROOT, target)), typeOnly };
}
