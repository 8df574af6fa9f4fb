import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { localHost } from './bind-address.js';

/**
 * What a running broker tells others in `DATA_DIR/broker.json`. The file alone proves nothing: `kill -9` leaves it
 * behind. Only together with the lock (`cluster-status.ts`) does it say that a broker runs.
 */
export interface BrokerState {
  readonly pid: number;
  readonly version: string;
  /** The address it is bound to; may be a wildcard. To connect use `localAddress`. */
  readonly host: string;
  /** The host that it tells clients to find the SPU at. */
  readonly advertise: string;
  readonly scPort: number;
  readonly spuPort: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** It stops by itself when nobody has used it for a while. */
  readonly startedOnDemand: boolean;
  readonly logFile: string;
}

/** The state in `file`, or `undefined` when there is none that can be read. */
export function readState(file: string): BrokerState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces `file` in one step: a reader sees the old state or the new one, never half of it. */
export function writeState(file: string, state: BrokerState): void {
  const temporary = `${file}.${state.pid}`;
  try {
    writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes `file` if it is the state of process `pid`. */
export function removeState(file: string, pid: number): void {
  if (readState(file)?.pid === pid) rmSync(file, { force: true });
}

/** The address at which a process on this machine reaches the broker's SC. */
export function localAddress(state: BrokerState): { readonly host: string; readonly port: number } {
  return { host: localHost(state.host), port: state.scPort };
}

function isState(value: unknown): value is BrokerState {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Record<keyof BrokerState, unknown>;
  const texts = [state.version, state.host, state.advertise, state.startedAt, state.logFile];
  return (
    isWithin(state.pid, 2 ** 31) &&
    isWithin(state.scPort, 65535) &&
    isWithin(state.spuPort, 65535) &&
    texts.every((text) => typeof text === 'string') &&
    typeof state.startedOnDemand === 'boolean'
  );
}

function isWithin(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= most;
}
