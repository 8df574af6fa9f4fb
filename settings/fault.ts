/** What is wrong with a settings file: where, and in words what would be right. */
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { didYouMean } from './did-you-mean.js';
import { FILE_SCHEMA, type Node } from './schema.js';

export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  /** Goes on after the pointer: `must be …`, `is no setting`. */
  readonly message: string;
}

/** Longest part of a wrong value that is shown, in characters. */
const SHOWN = 40;

let compiled: ValidateFunction | undefined;

/** The faults of shape, one a place; empty when there are none. */
export function shapeFaults(value: unknown): Fault[] {
  compiled ??= compile();
  const validate = compiled;
  if (validate(value)) return [];
  const faults = new Map<string, Fault>();
  for (const error of validate.errors ?? []) {
    const fault = faultOf(error);
    const pointer = pointerOf(fault.path);
    if (!faults.has(pointer)) faults.set(pointer, fault);
  }
  return [...faults.values()];
}

/** When the first file is checked: loading and compiling take longer than most commands, which have no file. */
function compile(): ValidateFunction {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv');
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    ownProperties: true,
    keywords: ['unit'],
  });
  return ajv.compile(FILE_SCHEMA);
}

/** A JSON pointer (RFC 6901), safe to print. */
export function pointerOf(path: Path): string {
  return path
    .map((step) => `/${printable(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function faultOf(error: ErrorObject): Fault {
  const path = pathOf(error.instancePath);
  const node = error.parentSchema as Node;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      return { path: [...path, key], message: unknownKey(key, Object.keys(node.properties ?? {})) };
    }
    case 'required':
      return { path, message: `lacks ${String(error.params.missingProperty)}` };
    case 'uniqueItems':
      return { path, message: `has ${shown(path, (error.data as unknown[])[Number(error.params.i)])} twice` };
    default: {
      const wanted = node.properties === undefined ? node.description : 'a mapping of settings';
      return { path, message: `must be ${wanted}, not ${shown(path, error.data)}` };
    }
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `is no setting.${hint} Known here: ${known.join(', ')}`;
}

/** A webhook's address is a secret also when it is wrong. */
function shown(path: Path, value: unknown): string {
  const mayBeSecret = path[0] === 'notify' && (typeof value === 'string' || typeof value === 'object');
  if (mayBeSecret) return 'what stands there';
  const text = printable(typeof value === 'number' ? String(value) : JSON.stringify(value));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function pathOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
