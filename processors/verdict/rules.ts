/** What of the settings a verdict depends on. */
import type { Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { FieldNames } from './field-names.js';

export interface Rules {
  /** How far an event's time may be ahead of the time at which Fluvio took the record in, ms. */
  readonly aheadMs: number;
  /** Undefined where the studio's events have our names, which then costs nothing. */
  readonly names: FieldNames | undefined;
}

export function rulesFor(topic: Topic, { thresholds, fields }: Settings): Rules {
  const renamed = Object.entries(fields[topic] ?? {}).filter(([ours, theirs]) => ours !== theirs);
  return {
    aheadMs: thresholds.ahead_seconds * 1000,
    names: renamed.length === 0 ? undefined : new FieldNames(Object.fromEntries(renamed)),
  };
}
