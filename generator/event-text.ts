import { isoTime } from './event-time.js';

/*
 * The JSON of each kind of event from behind the opening brace on (the outbox puts the event_id in front). Written by
 * hand because every text in it is made by this generator and needs no escaping, and JSON.stringify would cost as much
 * as the rest of the simulation.
 */

export function playerEventText(
  playerId: string,
  sessionId: string,
  kind: 'move' | 'interaction' | 'level_complete',
  place: { levelId: string; mapId: string },
  time: number,
): string {
  return `"player_id":"${playerId}","session_id":"${sessionId}","event_type":"${kind}","level_id":"${place.levelId}","map_id":"${place.mapId}","timestamp":"${isoTime(time)}"}`;
}

export interface PurchaseText {
  readonly playerId: string;
  readonly itemId: string;
  /** Already as JSON has it, `4.99`. */
  readonly price: string;
  readonly currency: string;
  readonly time: number;
  readonly ip: string;
}

export function purchaseText(purchase: PurchaseText): string {
  const { playerId, itemId, price, currency, time, ip } = purchase;
  return `"player_id":"${playerId}","item_id":"${itemId}","price":${price},"currency":"${currency}","purchase_timestamp":"${isoTime(time)}","ip_address":"${ip}"}`;
}

export function metricsText(
  serverId: string,
  cpu: number,
  memory: number,
  latency: number,
  time: number,
): string {
  return `"server_id":"${serverId}","cpu_load":${cpu},"memory_usage":${memory},"latency":${latency},"timestamp":"${isoTime(time)}"}`;
}

export function combatText(playerId: string, kind: 'kill' | 'death', time: number): string {
  return `"playerid":"${playerId}","timestamp":${time},"eventtype":"${kind}"}`;
}

/** `details` is JSON, each member preceded by a comma: `,"sword_type":"katana"`. */
export function gameActionText(playerId: string, kind: string, details: string, time: number): string {
  return `"player_id":"${playerId}","timestamp":"${isoTime(time)}","event_type":"${kind}"${details}}`;
}
