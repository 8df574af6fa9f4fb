/**
 * Which topics this data directory has made on which Fluvio cluster (`made-topics.json`), so that
 * `down --delete-data` deletes those and no others. The embedded broker's are not noted: its data goes as a whole, and
 * its address may be a real cluster's tomorrow.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../fluvio/broker/lifecycle/broker-state.js';
import { brokerHome, localAddress } from '../fluvio/broker/lifecycle/index.js';
import type { FluvioTarget } from '../fluvio/client/index.js';
import { CommandError } from './exit.js';

/** Names by cluster: `127.0.0.1:9003`, `profile cloud`. */
type Notes = Readonly<Record<string, readonly string[]>>;

/** Its name within the data directory. */
export const MADE_TOPICS_FILE = 'made-topics.json';

/** Remembers topics just made. Does nothing for the embedded broker of this data directory. */
export function noteMadeTopics(dataDir: string, target: FluvioTarget, names: readonly string[]): void {
  if (names.length === 0 || isOwnBroker(dataDir, target)) return;
  const made = new Set([...madeTopics(dataDir, target), ...names]);
  write(dataDir, { ...read(dataDir), [nameOf(target)]: [...made].sort() });
}

/** Forgets topics that have been deleted. */
export function forgetMadeTopics(dataDir: string, target: FluvioTarget, names: readonly string[]): void {
  const { [nameOf(target)]: made = [], ...others } = read(dataDir);
  const left = made.filter((name) => !names.includes(name));
  if (left.length < made.length) {
    write(dataDir, left.length === 0 ? others : { ...others, [nameOf(target)]: left });
  }
}

/** The topics made on this cluster from this data directory, in order. */
export function madeTopics(dataDir: string, target: FluvioTarget): readonly string[] {
  return read(dataDir)[nameOf(target)] ?? [];
}

/** The clusters on which topics were made that have not been deleted since. */
export function clustersWithMadeTopics(dataDir: string): readonly string[] {
  return Object.keys(read(dataDir));
}

function isOwnBroker(dataDir: string, target: FluvioTarget): boolean {
  const state = readState(brokerHome(dataDir).stateFile);
  return state !== undefined && nameOf(target) === nameOf({ kind: 'address', ...localAddress(state) });
}

function nameOf(target: FluvioTarget): string {
  return target.kind === 'profile' ? `profile ${target.name}` : `${target.host}:${target.port}`;
}

function read(dataDir: string): Notes {
  const file = join(dataDir, MADE_TOPICS_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
  const notes = parsed(text);
  if (notes === undefined) {
    throw new CommandError(
      `${file}, where the topics made on clusters are noted, is damaged. Look at it and delete it; then \`game-flow down\` knows of none.`,
    );
  }
  return notes;
}

function parsed(text: string): Notes | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const lists = typeof value === 'object' && value !== null ? Object.values(value) : [null];
    const sound = lists.every(
      (names) => Array.isArray(names) && names.every((name) => typeof name === 'string'),
    );
    return sound && !Array.isArray(value) ? (value as Notes) : undefined;
  } catch {
    return undefined;
  }
}

/** In one step: a reader sees the old notes or the new ones. */
function write(dataDir: string, notes: Notes): void {
  const file = join(dataDir, MADE_TOPICS_FILE);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(temporary, `${JSON.stringify(notes, null, 2)}\n`);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new CommandError(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}): the topics made would not be remembered. Choose a folder that you may write to with --data-dir.`,
      { cause: error },
    );
  }
}
