import { setTimeout as sleep } from 'node:timers/promises';
import { hostAndPort } from './bind-address.js';
import { directoryError } from './broker-home.js';
import { type BrokerState, removeState, writeState } from './broker-state.js';
import type { Claim } from './claim.js';
import { choosePort, DEFAULT_SC_PORT, DEFAULT_SPU_PORT } from './ports.js';
import { type ProcessOptions, STAY_SIGNAL } from './process-options.js';
import {
  onDirectoryGone,
  onIdle,
  onOwnerGone,
  onSignal,
  type StopReason,
  type Usage,
  type Watch,
} from './stop-reasons.js';
import { gameFlowVersion } from './version.js';

/** What this process needs of the broker that it serves; the real one is `fluvio/broker/broker.ts`. */
export interface ServedBroker extends Usage {
  readonly scAddress: { readonly port: number };
  readonly spuAddress: { readonly port: number };
  close(): Promise<void>;
}

/** Starts the broker on two ports, 0 meaning any free one. */
export type StartServed = (ports: { scPort: number; spuPort: number }) => Promise<ServedBroker>;

/** How long an orderly end may take; what is acknowledged lies on disk before, so that nothing is lost by cutting it short. */
const CLOSE_LIMIT_MS = 8000;

/** Runs a broker in a claimed data directory until there is a reason to stop, then stops it and gives the directory up. */
export async function serve(
  claim: Claim,
  options: ProcessOptions,
  start: StartServed,
  log: (line: string) => void,
): Promise<StopReason> {
  const { home, lock } = claim;
  const broker = await startOnFreePorts(options, claim.previous, start).catch((error: unknown) => {
    throw isDiskTrouble(error) ? directoryError(home.dataDir, error) : error;
  });
  let onDemand = options.onDemand;
  const state = describe(options, broker, home.logFile);
  let stopped = false;
  process.on(STAY_SIGNAL, () => {
    if (stopped) return;
    onDemand = false;
    log('asked to stay: no longer stops when idle');
    try {
      writeState(home.stateFile, { ...state, startedOnDemand: false });
    } catch (error) {
      // It stays all the same; only the file goes on saying otherwise.
      log(`cannot write ${home.stateFile}: ${(error as Error).message}`);
    }
  });

  const stopping = firstReason({
    signal: onSignal,
    'directory-gone': onDirectoryGone(lock.file),
    ...(options.owned ? { 'owner-gone': onOwnerGone } : {}),
    ...(options.onDemand
      ? { idle: whileOnDemand(onIdle(broker, options.idleSeconds * 1000, Date.now)) }
      : {}),
  });
  try {
    writeState(home.stateFile, state);
  } catch (error) {
    throw directoryError(home.dataDir, error);
  }
  log(
    `listening: SC ${hostAndPort(state.host, state.scPort)}, SPU ${hostAndPort(state.host, state.spuPort)}`,
  );

  const reason = await stopping;
  stopped = true;
  log(`stopping: ${reason}`);
  removeState(home.stateFile, process.pid);
  await Promise.race([broker.close(), sleep(CLOSE_LIMIT_MS)]);
  lock.release();
  return reason;

  function whileOnDemand(watch: Watch): Watch {
    return (stop) => watch(() => onDemand && stop());
  }
}

/**
 * A broker that was killed comes back on the ports it had, so that clients that try again find it. Between the look at
 * a port and its use somebody else may take it: then, unless it was asked for, any other does.
 */
async function startOnFreePorts(
  options: ProcessOptions,
  previous: BrokerState | undefined,
  start: StartServed,
): Promise<ServedBroker> {
  const before = previous?.host === options.host ? previous : undefined;
  const scPorts = before ? [before.scPort, DEFAULT_SC_PORT] : [DEFAULT_SC_PORT];
  const spuPorts = before ? [before.spuPort, DEFAULT_SPU_PORT] : [DEFAULT_SPU_PORT];
  const scPort = await choosePort(options.host, options.scPort, scPorts, '--sc-port');
  const spuPort = await choosePort(options.host, options.spuPort, spuPorts, '--spu-port');
  try {
    return await start({ scPort, spuPort });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    return await start({ scPort: options.scPort ?? 0, spuPort: options.spuPort ?? 0 });
  }
}

function isDiskTrouble(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'ENOTDIR'].includes(String(code));
}

function describe(options: ProcessOptions, broker: ServedBroker, logFile: string): BrokerState {
  return {
    pid: process.pid,
    version: gameFlowVersion(),
    host: options.host,
    advertise: options.advertise,
    scPort: broker.scAddress.port,
    spuPort: broker.spuAddress.port,
    startedAt: new Date().toISOString(),
    startedOnDemand: options.onDemand,
    logFile,
  };
}

/** The first of `watches` to come about; the others end then. */
function firstReason(watches: Partial<Record<StopReason, Watch>>): Promise<StopReason> {
  return new Promise((resolve) => {
    const ends = Object.entries(watches).map(([reason, watch]) => watch(() => stop(reason as StopReason)));
    function stop(reason: StopReason): void {
      for (const end of ends) end();
      resolve(reason);
    }
  });
}
