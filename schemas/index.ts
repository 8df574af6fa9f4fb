/** The one place that says what an event is. Everything else imports from here. */

export {
  type ChoiceField,
  COLUMNS,
  choiceNumber,
  NO_CHOICE,
  NO_TEXT,
  type NumberField,
  type TextField,
} from './columns.js';
export { Dictionary } from './dictionary.js';
export { type EventColumns, EventTable } from './event-columns.js';
export { FIELDS } from './fields.js';
export { checkedTimestamp } from './formats.js';
export type {
  ActionRequest,
  Battle,
  BuySword,
  BuyWeapon,
  CombatEvent,
  GameAction,
  JoinGuild,
  LeaveGuild,
  PlayerEvent,
  PurchaseEvent,
  ServerMetric,
} from './generated/types.js';
export { canonicalIp, isIp } from './ip.js';
export { LATEST_TIME, parseTimestamp } from './timestamp.js';
export {
  type EventOf,
  type EventsByTopic,
  isTopic,
  KEY_FIELD,
  TIME_FIELD,
  TOPICS,
  type Topic,
} from './topics.js';
export { type SchemaError, VALIDATORS, type Validator } from './validators.js';
