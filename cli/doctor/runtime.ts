/** What the installation rests on: Node, the platform, SQLite, the native Fluvio client. */
import Database from 'better-sqlite3';
import { loadNative } from '../../fluvio/client/native/load.js';
import { isOlder, OLDEST_SQLITE } from '../../processors/store/sqlite-version.js';
import { type Check, fail, failed, ok, warn } from './check.js';

const OLDEST_NODE = 20;
/** Later ones may work; these are tested. */
const NEWEST_NODE = 24;

export function nodeCheck(version = process.versions.node): Check {
  const major = Number(version.split('.')[0]);
  if (major < OLDEST_NODE) {
    return fail(
      'node',
      `Node ${version}; ${OLDEST_NODE} or newer is needed`,
      `Install Node ${OLDEST_NODE}, 22 or 24.`,
    );
  }
  if (major > NEWEST_NODE) {
    return warn(
      'node',
      `Node ${version} is newer than any tested`,
      `If something is odd, try Node ${NEWEST_NODE}.`,
    );
  }
  return ok('node', `Node ${version}`);
}

export function platformCheck(platform: string = process.platform, arch: string = process.arch): Check {
  const supported = platform === 'darwin' || (platform === 'linux' && arch === 'x64');
  if (supported) return ok('platform', `${platform} ${arch}`);
  return fail(
    'platform',
    `${platform} ${arch}: the Fluvio client has no native part for it`,
    'Use Linux on x64, or macOS.',
  );
}

export function sqliteCheck(): Check {
  try {
    const db = new Database(':memory:');
    const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    db.close();
    if (isOlder(version, OLDEST_SQLITE)) {
      return fail(
        'sqlite',
        `SQLite ${version}; ${OLDEST_SQLITE} or newer is needed`,
        'Run `npm install` again.',
      );
    }
    return ok('sqlite', `SQLite ${version}`);
  } catch (error) {
    return failed('sqlite', error, 'Run `npm rebuild better-sqlite3` in the project.');
  }
}

export function nativeClientCheck(load: () => unknown = loadNative): Check {
  try {
    load();
    return ok('client', '@fluvio/client loads');
  } catch (error) {
    return failed('client', error, 'Run `npm rebuild @fluvio/client` in the project.');
  }
}
