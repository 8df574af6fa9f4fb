/**
 * Keys of which every record is to be seen: a player's, whom somebody watches just now. The server writes them into a
 * file of the data directory, and whoever processes looks there once a second.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_KEYS } from './record.js';

/** The file is read no more often, ms. */
const READ_EVERY = 1000;

/** A larger file is none that `followKey` wrote: a key has 128 characters at the most. */
const LARGEST_FILE = 64 * 1024;

/**
 * Has every record of a key kept up to a time, ms since 1970; asked again, up to a later one. Where too many are
 * followed, the one that would end first is not any longer.
 */
export function followKey(dataDir: string, key: string, until: number, now = Date.now()): void {
  const path = followedPath(dataDir);
  const followed = new Map([...readFollowed(path)].filter(([, end]) => end > now));
  followed.set(key, Math.max(until, followed.get(key) ?? 0));
  const latest = endingLast(followed);
  // Renamed, so that nobody reads half of it.
  writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(latest)));
  renameSync(`${path}.new`, path);
}

/** The keys that are followed now. */
export class FollowedKeys {
  #keys: ReadonlySet<string> = new Set();
  #due = 0;

  constructor(
    readonly dataDir: string,
    readonly now: () => number = Date.now,
  ) {}

  current(): ReadonlySet<string> {
    const now = this.now();
    if (now < this.#due) return this.#keys;
    this.#due = now + READ_EVERY;
    const followed = endingLast(readFollowed(followedPath(this.dataDir)));
    this.#keys = new Set(followed.filter(([, end]) => end > now).map(([key]) => key));
    return this.#keys;
  }
}

function endingLast(followed: ReadonlyMap<string, number>): [key: string, until: number][] {
  return [...followed].sort(([, a], [, b]) => b - a).slice(0, MOST_KEYS);
}

function followedPath(dataDir: string): string {
  return join(dataDir, 'followed.json');
}

/** Key → until when, ms since 1970. What cannot be read follows nobody: no figure depends on it. */
function readFollowed(path: string): Map<string, number> {
  try {
    if (statSync(path).size > LARGEST_FILE) return new Map();
    const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
    return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return new Map();
  }
}
