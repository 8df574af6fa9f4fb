// Generated from the schemas by `npm run generate:schemas`; do not edit.

/**
 * What a player does in a level.
 */
export interface PlayerEvent {
  player_id: string;
  session_id: string;
  event_type: 'move' | 'interaction' | 'level_complete';
  level_id: string;
  map_id: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}

/**
 * A player buys an item.
 */
export interface PurchaseEvent {
  player_id: string;
  item_id: string;
  price: number;
  /**
   * Three capital letters; no list of currencies is checked.
   */
  currency: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  purchase_timestamp: string;
  /**
   * An IPv4 or IPv6 address without a zone; see schemas/ip.ts.
   */
  ip_address: string;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}

/**
 * One sample of a game server's load.
 */
export interface ServerMetric {
  server_id: string;
  /**
   * Per cent.
   */
  cpu_load: number;
  /**
   * Per cent.
   */
  memory_usage: number;
  /**
   * Milliseconds.
   */
  latency: number;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}

/**
 * A player kills or dies.
 */
export interface CombatEvent {
  playerid: string;
  /**
   * Milliseconds since 1970, to the end of 9999.
   */
  timestamp: number;
  eventtype: 'kill' | 'death';
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}

/**
 * What a player does with swords, weapons, guilds and fists. Each event_type has exactly the fields it needs; `discriminator` lets Ajv go straight to its shape, other validators may ignore it.
 */
export type GameAction = BuySword | BuyWeapon | JoinGuild | LeaveGuild | Battle;

export interface BuySword {
  player_id: string;
  event_type: 'buy_sword';
  sword_type: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  request?: ActionRequest;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}
/**
 * The web request that carried the action.
 */
export interface ActionRequest {
  host?: string;
  user_agent?: string;
  /**
   * An IPv4 or IPv6 address without a zone; see schemas/ip.ts.
   */
  remote_addr?: string;
}
export interface BuyWeapon {
  player_id: string;
  event_type: 'buy_weapon';
  weapon_type: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  request?: ActionRequest;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}
export interface JoinGuild {
  player_id: string;
  event_type: 'join_guild';
  guild_name: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  request?: ActionRequest;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}
export interface LeaveGuild {
  player_id: string;
  event_type: 'leave_guild';
  guild_name?: string;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  request?: ActionRequest;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}
export interface Battle {
  player_id: string;
  event_type: 'battle';
  opponent_id: string;
  outcome: 'win' | 'lose';
  /**
   * Per cent, after the battle.
   */
  health: number;
  /**
   * YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), from 1970 to 9999; see schemas/timestamp.ts.
   */
  timestamp: string;
  request?: ActionRequest;
  /**
   * Names the event for the duplicate check; best of the form SOURCE-NUMBER.
   */
  event_id?: string;
}
