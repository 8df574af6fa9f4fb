import { type PartialOptions, resolveOptions } from './options.js';
import { Scenario } from './scenario.js';

export { BULK_DENSITY, type Density, LIVE_DENSITY, rateAt } from './density.js';
export type { GeneratedEvent } from './generated-event.js';
export type { GroundTruth } from './ground-truth.js';
export { sourceOf } from './ids.js';
export {
  GeneratorOptionError,
  type GeneratorOptions,
  type PartialOptions,
  resolveOptions,
} from './options.js';
export { Scenario } from './scenario.js';

/**
 * A seeded scenario as an endless stream of events in simulated-time order. Stop by count or by `at`; what was planted
 * up to there is in `groundTruth()`.
 */
export function generate(options: PartialOptions): Scenario {
  return new Scenario(resolveOptions(options));
}
