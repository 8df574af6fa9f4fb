/** `--smartmodule NAME -e KEY=VALUE`, where it is one of the filters that come with game-flow. */
import { assertFilter, FluvioError, type RecordFilter } from '../../fluvio/client/index.js';
import { UsageError } from '../exit.js';
import { isFilter, namedModule, parseParameters } from '../smartmodules/named-module.js';
import type { ConsumeOptions } from './flags.js';

/**
 * What to read through; undefined when no filter of ours is named.
 * @throws UsageError when it does not take the parameters, with the reason
 */
export function chosenFilter(options: ConsumeOptions): RecordFilter | undefined {
  const name = options.smartmodule ?? options.sm;
  const named = name === undefined ? undefined : namedModule(name);
  if (named === undefined || !isFilter(named.module)) return undefined;
  const filter = {
    module: named.module,
    parameters: { ...named.parameters, ...parseParameters(options.params) },
  };
  try {
    assertFilter(filter);
  } catch (error) {
    if (!(error instanceof FluvioError) && !(error instanceof RangeError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
  return filter;
}
