import type { SmartModuleEngine } from '../engine/engine.js';
import type { Connection } from '../net/connection.js';
import type { ConsumerOffsets } from '../state/consumer-offsets.js';
import type { Partition } from '../state/partition.js';
import type { RecordStream } from './record-stream.js';

/** What the SPU's requests need of the broker. */
export interface SpuState {
  readonly engine: SmartModuleEngine;
  readonly consumers: ConsumerOffsets;
  partition(topic: string, index: number): Partition | undefined;
  /** Hears why records could not be written: the code that a client gets does not say. */
  readonly onFailure: (message: string) => void;
  /** The WebAssembly of a SmartModule by its name. */
  smartModule(name: string): Uint8Array | undefined;
}

/** What the SPU knows of one connection: its streams, by the id that UpdateOffsets names them with. */
export class SpuSession {
  readonly state: SpuState;
  readonly #streams = new Map<number, RecordStream>();
  #lastStreamId = 0;

  constructor(state: SpuState, connection: Connection) {
    this.state = state;
    connection.onClose(() => {
      for (const stream of this.#streams.values()) stream.close();
      this.#streams.clear();
    });
  }

  /** Ids start at 1 on each connection. */
  nextStreamId(): number {
    return ++this.#lastStreamId;
  }

  stream(id: number): RecordStream | undefined {
    return this.#streams.get(id);
  }

  addStream(stream: RecordStream): void {
    this.#streams.set(stream.id, stream);
  }
}
