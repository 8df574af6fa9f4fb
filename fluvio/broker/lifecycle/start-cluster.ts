import { setTimeout as sleep } from 'node:timers/promises';
import { bindAddress, hostAndPort } from './bind-address.js';
import { type BrokerHome, DEFAULT_DATA_DIR, makeBrokerHome } from './broker-home.js';
import type { BrokerState } from './broker-state.js';
import { clusterStatus, holdsLock } from './cluster-status.js';
import { launch, timeout } from './launch.js';
import { LifecycleError } from './lifecycle-error.js';
import { type ProcessOptions, STAY_SIGNAL } from './process-options.js';

/** How to start a broker. Everything has a default. */
export interface StartOptions {
  /** Default `.game-flow` in the working directory. */
  readonly dataDir?: string;
  /** The address to listen on; default loopback. */
  readonly host?: string;
  /** The host that clients are told; default the same. */
  readonly advertise?: string;
  /** Default 9003 and 9010, or any free port where those are taken; 0 is any free one. */
  readonly scPort?: number;
  readonly spuPort?: number;
  /** Stop it after `idleSeconds` without use. Default false. */
  readonly onDemand?: boolean;
  /** Default 600. */
  readonly idleSeconds?: number;
  /** Stop it when this process ends, in whatever way (demo, tests). Default false. */
  readonly owned?: boolean;
  /** How long the start may take, ms. Default a minute: a large log is read through after a crash. */
  readonly timeoutMs?: number;
}

export interface StartedCluster {
  readonly state: BrokerState;
  /** False when it ran already, or when another starter was faster. */
  readonly started: boolean;
}

const IDLE_SECONDS = 600;
const TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/**
 * The broker of a data directory, started if it does not run. However many start it at once, one process comes of it,
 * and all get its state. Started by hand (`onDemand` false), a broker that runs on demand no longer stops when idle.
 *
 * @throws {LifecycleError}
 */
export async function startCluster(options: StartOptions = {}): Promise<StartedCluster> {
  const home = makeBrokerHome(options.dataDir ?? DEFAULT_DATA_DIR);
  const deadline = Date.now() + (options.timeoutMs ?? TIMEOUT_MS);
  while (Date.now() < deadline) {
    const status = await clusterStatus(home.dataDir);
    if (status.kind === 'running') return { state: adopt(home, status.state, options), started: false };
    if (status.kind === 'stopped' || status.kind === 'stale') {
      const state = await tryLaunch(home, processOptions(home, options), deadline);
      if (state !== undefined) return { state, started: true };
    }
    // Otherwise a broker is starting, or stopping: it will answer, or let go of the lock.
    await sleep(POLL_MS);
  }
  throw timeout(home);
}

/** `undefined` when another starter got the lock first. */
async function tryLaunch(
  home: BrokerHome,
  options: ProcessOptions,
  deadline: number,
): Promise<BrokerState | undefined> {
  try {
    return await launch(home, options, deadline);
  } catch (error) {
    if (error instanceof LifecycleError && error.code === 'lock-held') return undefined;
    throw error;
  }
}

function processOptions(home: BrokerHome, options: StartOptions): ProcessOptions {
  return {
    dataDir: home.dataDir,
    ...bindAddress(options.host, options.advertise),
    ...(options.scPort === undefined ? {} : { scPort: options.scPort }),
    ...(options.spuPort === undefined ? {} : { spuPort: options.spuPort }),
    onDemand: options.onDemand ?? false,
    idleSeconds: options.idleSeconds ?? IDLE_SECONDS,
    owned: options.owned ?? false,
  };
}

/** Checks that a running broker is what was asked for, and makes it stay if it was started by hand this time. */
function adopt(home: BrokerHome, state: BrokerState, options: StartOptions): BrokerState {
  const bound = bindAddress(options.host, options.advertise);
  const asked = options.host !== undefined || options.advertise !== undefined;
  const differs =
    (asked && (bound.host !== state.host || bound.advertise !== state.advertise)) ||
    (options.scPort || state.scPort) !== state.scPort ||
    (options.spuPort || state.spuPort) !== state.spuPort;
  if (differs) throw runningElsewhere(home, state);
  if (!state.startedOnDemand || options.onDemand === true || !holdsLock(home, state)) return state;
  process.kill(state.pid, STAY_SIGNAL);
  return { ...state, startedOnDemand: false };
}

function runningElsewhere(home: BrokerHome, state: BrokerState): LifecycleError {
  const { host, advertise, scPort, spuPort } = state;
  const name = advertise === host ? '' : `, advertised as ${advertise}`;
  return new LifecycleError(
    'running-elsewhere',
    `The broker of ${home.dataDir} runs already: SC ${hostAndPort(host, scPort)}, SPU ${hostAndPort(host, spuPort)}${name}.`,
    'Use it as it is, or run `game-flow cluster stop` first.',
  );
}
