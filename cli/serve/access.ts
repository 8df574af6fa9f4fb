/** `--host`, `--require-keys` and `--trust-proxy` of `serve`: who may ask, decided before anything is started. */
import { type Command, InvalidArgumentError } from 'commander';
import { addressOf, isLoopback, networkOf } from '../../server/access/addresses.js';
import { Keys } from '../../server/access/keys.js';
import type { Parts } from '../../server/app.js';
import type { ServerDb } from '../../server/store/open.js';
import { UsageError } from '../exit.js';

export interface AccessOptions {
  /** An IP address. */
  readonly host: string;
  readonly requireKeys?: boolean;
  /** Addresses and networks. */
  readonly trustProxy?: readonly string[];
}

const DEFAULT_HOST = '127.0.0.1';

export function withAccess(command: Command): Command {
  return command
    .option(
      '--host <address>',
      'where to listen; on any but this machine alone, requests need keys (`game-flow keys`)',
      checked(addressOf, 'an IP address: 127.0.0.1, ::1, 0.0.0.0 for all of IPv4, :: for all.'),
      DEFAULT_HOST,
    )
    .option('--require-keys', 'on this machine too: for use behind a proxy')
    .option(
      '--trust-proxy <address>',
      'a proxy whose X-Forwarded-For is believed, or a network of them (10.0.0.0/8); repeatable; implies --require-keys',
      (text, earlier: readonly string[] = []) => [...earlier, proxy(text)],
    );
}

/** @throws UsageError where keys are required, and there is none */
export function accessFor(
  { host, requireKeys = false, trustProxy = [] }: AccessOptions,
  db: ServerDb,
  now: () => number,
): Pick<Parts, 'access' | 'trustedProxies'> {
  const keys = new Keys(db, now);
  const isEverywhere = !isLoopback(host);
  const areKeysRequired = isEverywhere || requireKeys || trustProxy.length > 0;
  if (areKeysRequired && !keys.hasUsable()) {
    const why = isEverywhere ? `${host} can be reached by others` : 'Keys are required';
    throw new UsageError(
      `${why}, and there is no key. Make one with \`game-flow keys add --game NAME --role ingest\` (or read, or admin), with the same --data-dir.`,
    );
  }
  return { access: { keys, areKeysRequired, now }, trustedProxies: trustProxy };
}

const proxy = checked(networkOf, 'an IP address or a network such as 10.0.0.0/8.');

function checked(read: (text: string) => string | undefined, expected: string): (text: string) => string {
  return (text) => {
    const value = read(text);
    if (value === undefined) throw new InvalidArgumentError(`expected ${expected}`);
    return value;
  };
}
