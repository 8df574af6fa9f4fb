import { gzipSync } from 'node:zlib';
import type { SmartModuleSpec } from '../protocol/objects/smartmodule.js';
import type { SpuSpec } from '../protocol/objects/spu.js';
import { SmartModuleEngine } from './engine/engine.js';
import { Faults, type InterceptHook } from './net/faults.js';
import { Service } from './net/service.js';
import { scRegistry } from './sc/registry.js';
import { spuRegistry } from './spu/registry.js';
import { SpuSession } from './spu/session.js';
import { Cluster } from './state/cluster.js';

export type { InterceptedRequest, InterceptHook, InterceptOutcome } from './net/faults.js';

export type LogLevel = 'info' | 'warn' | 'error';

export interface BrokerOptions {
  /** Where topics, SmartModules and records are kept; one broker at a time, which the caller sees to. */
  readonly dataDir: string;
  /** Address to listen on. */
  readonly host?: string;
  /** Host that clients are told to find the SPU at. */
  readonly advertise?: string;
  /** 0 takes any free port. */
  readonly scPort: number;
  readonly spuPort: number;
  readonly log?: (level: LogLevel, message: string) => void;
  /** How often those who watch partitions hear of their growth. */
  readonly statusIntervalMs?: number;
  /** A SmartModule's call that takes longer is stopped. */
  readonly moduleCallLimitMs?: number;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A single-node Fluvio in this process: SC and SPU, each on a port of its own. */
export interface Broker {
  /** What a client is pointed at. */
  readonly scAddress: Address;
  readonly spuAddress: Address;
  /** Connections that are open, to both ports. */
  readonly connections: number;
  /** When a client last said or was told anything, in ms since 1970; the start when none ever has. */
  readonly lastActivity: number;
  /** Hands the next request named `api` (`Produce`, `StreamFetch`, `AdminCreate`, …) to `hook` before its handler. */
  intercept(api: string, hook: InterceptHook): void;
  /** Makes or replaces a SmartModule from its WebAssembly. `@fluvio/client` cannot. */
  putSmartModule(name: string, wasm: Uint8Array): void;
  /** Ends all connections, stops all SmartModules and closes all logs. */
  close(): Promise<void>;
}

/** The id that a local cluster gives its first SPU. */
const SPU_ID = 5001;
const DEFAULT_STATUS_INTERVAL_MS = 400;
const RETENTION_INTERVAL_MS = 30_000;

/** Starts a broker. Rejects when a port is taken or the data cannot be read. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { host = '127.0.0.1', statusIntervalMs = DEFAULT_STATUS_INTERVAL_MS, log = () => {} } = options;
  const { advertise = host } = options;
  const cluster = new Cluster({ dataDir: options.dataDir, spuId: SPU_ID, statusIntervalMs, log });
  const callLimitMs = options.moduleCallLimitMs;
  const engine = new SmartModuleEngine(callLimitMs === undefined ? {} : { callLimitMs });
  const faults = new Faults();
  let lastActivity = Date.now();
  const shared = {
    faults,
    onTraffic: () => {
      lastActivity = Date.now();
    },
    onFailure: (message: string) => log('error', message),
  };
  const spuState = {
    engine,
    consumers: cluster.consumers,
    onFailure: shared.onFailure,
    partition: (topic: string, index: number) => cluster.partition(topic, index),
    smartModule: (name: string) => cluster.smartModule(name),
  };
  const sc = new Service({ ...shared, registry: scRegistry, newSession: () => ({ cluster }) });
  const spu = new Service({
    ...shared,
    registry: spuRegistry,
    newSession: (connection) => new SpuSession(spuState, connection),
  });
  const retention = setInterval(() => cluster.removeExpired(Date.now()), RETENTION_INTERVAL_MS);
  retention.unref();
  const close = async (): Promise<void> => {
    clearInterval(retention);
    await Promise.all([sc.close(), spu.close()]);
    await engine.close();
    cluster.close();
  };
  try {
    const spuPort = await spu.listen(host, options.spuPort);
    cluster.spu = spuSpec(advertise, spuPort);
    const scPort = await sc.listen(host, options.scPort);
    return {
      scAddress: { host: advertise, port: scPort },
      spuAddress: { host: advertise, port: spuPort },
      get connections() {
        return sc.connections + spu.connections;
      },
      get lastActivity() {
        return lastActivity;
      },
      intercept: (api, hook) => {
        if (!scRegistry.has(api) && !spuRegistry.has(api)) throw new RangeError(`no request is named ${api}`);
        faults.intercept(api, hook);
      },
      putSmartModule: (name, wasm) => cluster.putSmartModule(name, smartModuleSpec(wasm)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function spuSpec(host: string, port: number): SpuSpec {
  return {
    id: SPU_ID,
    spuType: 'custom',
    publicEndpoint: { port, ingress: [{ hostname: host, ip: null }], encryption: 'plaintext' },
    // There is no second SPU to talk to, so there is no private port either.
    privateEndpoint: { port, host, encryption: 'plaintext' },
    rack: null,
    publicEndpointLocal: null,
  };
}

function smartModuleSpec(wasm: Uint8Array): SmartModuleSpec {
  return { meta: null, summary: null, wasm: { format: 'binary', payload: gzipSync(wasm) } };
}
