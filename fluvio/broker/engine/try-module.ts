/** Runs a SmartModule in this process, as a broker would, for those who write one. */
import { decodeRecords, encodeRecords } from '../../protocol/records.js';
import { EngineError, type RecordFailure } from './messages.js';
import { ModuleInstance } from './module-instance.js';

/** What the newest clients ask for. */
const VERSION = 25;
const MEMORY_LIMIT_BYTES = 1_000_000_000;

export interface TrialRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array;
}

/** What a module gave for one stored batch. */
export interface TrialOutput {
  readonly records: readonly TrialRecord[];
  /** It stopped at a record. */
  readonly failure: RecordFailure | null;
}

export interface Trial {
  /** filter, map, filter_map, array_map or aggregate: which of them the module exports, in this order. */
  readonly kind: string;
  /** Calls it once, with one stored batch. Throws an {@link EngineError} when it traps or refuses. */
  run(records: readonly TrialRecord[]): TrialOutput;
}

export interface TrialSettings {
  readonly params: ReadonlyMap<string, string>;
  /** What an `aggregate` starts from. */
  readonly accumulator?: Uint8Array;
  /** ms since 1970 of all records. */
  readonly timestamp: number;
}

/** Throws an {@link EngineError} when it is no module, or its `init` refuses the parameters. */
export function tryModule(wasm: Uint8Array, { params, accumulator, timestamp }: TrialSettings): Trial {
  const spec = { wasm, params, accumulator: accumulator ?? Buffer.alloc(0) };
  const module = new ModuleInstance(spec, VERSION, MEMORY_LIMIT_BYTES, () => {});
  let baseOffset = 0;
  return {
    kind: module.kind,
    run: (records) => {
      const input = { baseOffset, baseTimestamp: timestamp, records: encodeRecords(records) };
      baseOffset += records.length;
      const { records: section, failure } = module.process(input);
      // A view of the module's memory, which the next call writes over.
      return { records: decodeRecords(Buffer.from(section)), failure };
    },
  };
}

export { EngineError };
