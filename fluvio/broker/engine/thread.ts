/** The entry of an engine thread: holds the module instances of some streams and runs them one call at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { EngineError, type EngineThreadData, type FromEngine, type ToEngine } from './messages.js';
import { ModuleInstance } from './module-instance.js';
import { transformBatches } from './transform.js';

const { progress, memoryLimitBytes } = workerData as EngineThreadData;
const calls = new Int32Array(progress);
const chains = new Map<number, readonly ModuleInstance[]>();
const port = parentPort;
if (port === null) throw new Error('this file is the entry of an engine thread');

const countCall = (): void => {
  Atomics.add(calls, 0, 1);
};

// Says that the thread is ready; see `EngineThread`.
countCall();

port.on('message', (message: ToEngine) => {
  try {
    answer(message);
  } catch (error) {
    const code = error instanceof EngineError ? error.code : 'call';
    send({ type: 'failed', chain: message.chain, code, message: (error as Error).message });
  }
});

function answer(message: ToEngine): void {
  const { chain } = message;
  switch (message.type) {
    case 'open': {
      const modules = message.modules.map((spec) => openModule(spec, message.version));
      chains.set(chain, modules);
      send({ type: 'opened', chain });
      break;
    }
    case 'process': {
      const { buffer, byteOffset, byteLength } = message.batches;
      const batches = Buffer.from(buffer, byteOffset, byteLength);
      const result = transformBatches(chains.get(chain) ?? [], batches, message.maxBytes);
      // A buffer from Node's pool is shared with others and must not be given away.
      const batch = result.batch === null ? null : ownMemory(result.batch);
      send({ type: 'processed', chain, result: { ...result, batch } }, batch === null ? [] : [batch.buffer]);
      break;
    }
    case 'close':
      chains.delete(chain);
  }
}

function openModule(spec: Parameters<typeof newInstance>[0], version: number): ModuleInstance {
  try {
    return newInstance(spec, version);
  } catch (error) {
    const code = error instanceof EngineError && error.code === 'memory' ? 'memory' : 'init';
    throw new EngineError(code, (error as Error).message, { cause: error });
  }
}

function newInstance(spec: ConstructorParameters<typeof ModuleInstance>[0], version: number): ModuleInstance {
  return new ModuleInstance(spec, version, memoryLimitBytes, countCall);
}

function ownMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength >= 2 * Buffer.poolSize;
  return own ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

function send(message: FromEngine, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}
