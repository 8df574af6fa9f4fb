/** The columns module of a topic, as the rules in force want it: the same in Fluvio and here. */
import type { ColumnShape } from '../../fluvio/client/columns/column-batch.js';
import { COLUMNS, type Topic } from '../../schemas/index.js';
import type { Rules } from '../verdict/rules.js';

export interface ColumnsModule {
  readonly module: string;
  readonly shape: ColumnShape;
  readonly parameters: Readonly<Record<string, string>>;
}

/** It knows our names of fields alone: where a studio has its own, it defers every record. */
export function columnsModule(topic: Topic, { aheadMs, names }: Rules): ColumnsModule {
  const { numbers, texts, choices } = COLUMNS[topic];
  return {
    module: `columns-${topic}`,
    shape: { numbers: numbers.length, texts: texts.length, choices: Object.keys(choices).length },
    parameters: { ahead_ms: String(names === undefined ? aheadMs : -1) },
  };
}
