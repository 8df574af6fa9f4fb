/**
 * What was planted and what was flagged, brought into one shape so that they can be compared. Times are ms since 1970.
 */
import type { GroundTruth } from '../../generator/index.js';
import { DAY, MINUTE } from '../../processors/rollups/rollup.js';
import type { Settings, Windows } from '../../settings/settings.js';

export const FRAUD_RULES = ['velocity', 'shared_ip', 'many_ips', 'price_mismatch'] as const;
export const ALERT_RULES = ['cpu_load', 'memory_usage', 'latency', 'silent'] as const;
export type Rule = (typeof FRAUD_RULES)[number] | (typeof ALERT_RULES)[number];

/** Something that a rule should find. */
export interface Planted {
  readonly rule: Rule;
  /** How it was done; `plain` for whatever has only one way. */
  readonly variant: string;
  readonly subject: string;
  /** First and last moment of it. */
  readonly from: number;
  readonly to: number;
  /** All of its evidence lies in the stream, so that it counts as missed when no flag is about it. */
  readonly isComplete: boolean;
}

/** Something that a rule has found: `[from, to)`. */
export interface Flag {
  readonly rule: Rule;
  readonly subject: string;
  readonly from: number;
  /** Infinity while it is open. */
  readonly to: number;
}

/** Rows of `stats fraud` and `stats alerts`, as far as they are needed here. */
export interface FraudRow {
  readonly rule: string;
  readonly subject: string;
  readonly window_start: string;
}
export interface AlertRow {
  readonly server_id: string;
  readonly metric: string;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

export function flagOfFraud({ rule, subject, window_start }: FraudRow, settings: Settings): Flag {
  const from = Date.parse(window_start);
  const size = rule === 'price_mismatch' ? DAY : settings.windows[rule as keyof Windows] * MINUTE;
  return { rule: rule as Rule, subject, from, to: from + size };
}

export function flagOfAlert({ server_id, metric, opened_at, closed_at }: AlertRow): Flag {
  const to = closed_at === null ? Number.POSITIVE_INFINITY : Date.parse(closed_at);
  return { rule: metric as Rule, subject: server_id, from: Date.parse(opened_at), to };
}

/** Names a flag: no two have the same rule, subject and start. */
export function flagKey({ rule, subject, from }: Flag): string {
  return `${rule}\n${subject}\n${from}`;
}

export function plantedFraud(truth: GroundTruth): Planted[] {
  return truth.fraud.map(({ kind, variant, subject, from, to, finished }) => ({
    rule: kind as Rule,
    variant,
    subject,
    from: Date.parse(from),
    to: Date.parse(to),
    isComplete: finished,
  }));
}

/** Incidents of which no sample arrived are not in the events, and nobody can find them. */
export function plantedAlerts(truth: GroundTruth, settings: Settings): Planted[] {
  const until = Date.parse(truth.until);
  const incidents = truth.incidents.map(({ server_id, kind, severity, from, to, samples }) => ({
    rule: kind as Rule,
    variant: severity,
    subject: server_id,
    from: Date.parse(from),
    to: Math.min(Date.parse(to), until),
    isComplete: samples > 0,
  }));
  // A silence counts from the end of the last sample's minute to the start of the next one's.
  const patience = settings.thresholds.silent_seconds * 1000 + 2 * MINUTE;
  const silences = truth.silent_servers.map(({ server_id, from, to }) => ({
    rule: 'silent' as const,
    variant: to === null ? 'for good' : 'back again',
    subject: server_id,
    from: Date.parse(from),
    to: to === null ? until : Date.parse(to),
    isComplete: (to === null ? until : Date.parse(to)) - Date.parse(from) >= patience,
  }));
  return [...incidents, ...silences];
}

/** A flag is about what was planted: same rule, same subject, and they overlap in time. */
export function isAbout(flag: Flag, planted: Planted): boolean {
  return (
    flag.rule === planted.rule &&
    flag.subject === planted.subject &&
    flag.from <= planted.to &&
    planted.from < flag.to
  );
}
