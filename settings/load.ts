/** From one YAML file to the settings in force: what the file says, over the defaults. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { inUnit } from './duration.js';
import { type Fault, pointerOf, shapeFaults } from './fault.js';
import { limitFaults } from './limits.js';
import { Places } from './places.js';
import { FILE_SCHEMA, type Node, WEBHOOK_DEFAULTS } from './schema.js';
import { DEFAULT_SETTINGS, type Settings, type Webhook } from './settings.js';
import { SettingsError } from './settings-error.js';

/** Settings, and where each of them is from. */
export interface LoadedSettings {
  readonly settings: Settings;
  /** The file as it was named; undefined when there is none and all are defaults. */
  readonly file: string | undefined;
  /** The line of a setting in the file; undefined for a default. */
  readonly lineOf: (path: readonly string[]) => number | undefined;
}

export const NO_FILE: LoadedSettings = {
  settings: DEFAULT_SETTINGS,
  file: undefined,
  lineOf: () => undefined,
};

/** Larger is no settings file. */
const MAX_BYTES = 1024 * 1024;

/** Faults told at once. */
const MOST_FAULTS = 10;

/** @throws SettingsError */
export function loadSettings(file: string): LoadedSettings {
  return parseSettings(readText(file), file);
}

/**
 * The same from the text of a file.
 * @param file its name, for messages
 * @throws SettingsError
 */
export function parseSettings(text: string, file: string): LoadedSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const places = new Places(document, lines);
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    const why = broken.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
    throw new SettingsError(
      `${file}:${broken.linePos?.[0].line ?? 1}: this is not YAML as expected: ${why}.`,
    );
  }
  const given = inUnits(plainValue(document, file), FILE_SCHEMA);
  refuse(file, places, shapeFaults(given));
  refuse(file, places, retainedTwice(given as object));
  const settings = settingsOf(given as object);
  refuse(file, places, limitFaults(settings));
  return { settings, file, lineOf: (path) => places.lineOf(path) ?? retainLine(places, path) };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new SettingsError(`The settings ${file} cannot be read: ${why}.`, { cause: error });
  }
  if (bytes.length > MAX_BYTES) throw new SettingsError(`${file} is larger than 1 MiB: no settings file.`);
  if (!isUtf8(bytes)) throw new SettingsError(`${file} is not UTF-8 text.`);
  return bytes.toString();
}

function plainValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw new SettingsError(`${file}: ${(error as Error).message}.`, { cause: error });
  }
}

/** Times written with a unit as numbers, and mappings with nothing in them as such. */
function inUnits(value: unknown, node: Node): unknown {
  if (node.unit !== undefined) return inUnit(value, node.unit);
  if (node.properties === undefined) return value;
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const known = Object.hasOwn(node.properties!, key) ? node.properties![key] : undefined;
      return [key, known === undefined ? item : inUnits(item, known)];
    }),
  );
}

function retainedTwice(given: object): Fault[] {
  if (!('retain' in given && 'retain_seconds' in given)) return [];
  return [{ path: ['retain'], message: 'is another word for retain_seconds: set one of them' }];
}

function retainLine(places: Places, path: readonly string[]): number | undefined {
  return path.join('/') === 'retain_seconds' ? places.lineOf(['retain']) : undefined;
}

function settingsOf(given: { retain?: unknown }): Settings {
  const { retain, ...others } = given;
  const merged = merge(
    DEFAULT_SETTINGS,
    retain === undefined ? others : { ...others, retain_seconds: retain },
  );
  // Its shape has been checked.
  const settings = merged as Settings;
  const webhooks = settings.notify.webhooks.map(({ name, url, ...others }): Webhook => {
    return { name, url, ...WEBHOOK_DEFAULTS, ...others };
  });
  return { ...settings, notify: { ...settings.notify, webhooks } };
}

/** What is given goes before the default, mapping by mapping; lists are taken as a whole. */
function merge(standard: object, given: object): object {
  const merged: Record<string, unknown> = { ...standard };
  for (const [key, value] of Object.entries(given)) {
    const below = merged[key];
    merged[key] = isMapping(below) && isMapping(value) ? merge(below, value) : value;
  }
  return merged;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(file: string, places: Places, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const lines = faults
    .map(({ path, message }) => {
      const line = places.nearestLineOf(path) ?? 1;
      return { line, text: `${file}:${line}: ${pointerOf(path) || 'the file'} ${message}.` };
    })
    .sort((a, b) => a.line - b.line)
    .map(({ text }) => text);
  const more = lines.length > MOST_FAULTS ? [`… and ${lines.length - MOST_FAULTS} more.`] : [];
  throw new SettingsError([...lines.slice(0, MOST_FAULTS), ...more].join('\n'));
}
