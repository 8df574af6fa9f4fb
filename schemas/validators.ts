/** The generated validators, with types and by topic. */
import * as generated from './generated/validators.js';
import type { Topic } from './topics.js';

/** What a validator says of the first fault it meets; Ajv's own words. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer of the value that was judged; of the object around it for a missing or an unknown field. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True when the value fits; otherwise `errors`, until the next call, has one entry that says why not. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export const VALIDATORS: Readonly<Record<Topic, Validator>> = {
  'player-events': generated.playerEvents,
  'purchase-events': generated.purchaseEvents,
  'server-metrics': generated.serverMetrics,
  'combat-events': generated.combatEvents,
  'game-actions': generated.gameActions,
};
