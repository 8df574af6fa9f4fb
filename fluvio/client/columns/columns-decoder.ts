import type { ColumnBatch, ColumnShape } from './column-batch.js';
import { openColumns } from './open-columns.js';
import { StreamStrings } from './stream-strings.js';

/** Opens what one stream of a columns module gives. Every batch, in order: each one may bring texts for those after it. */
export class ColumnsDecoder {
  readonly #strings = new StreamStrings();

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly shape: ColumnShape,
  ) {}

  /** Throws SMARTMODULE_FAILED, see openColumns. */
  open(value: Buffer): ColumnBatch {
    return openColumns(this.topic, this.partition, value, this.shape, this.#strings);
  }
}
