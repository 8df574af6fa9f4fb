/** Rows as the API gives them: the columns that the dashboard shows. See docs/data-dictionary.md. */

/** Decimal strings by currency. */
export type Money = Readonly<Record<string, string>>;

export interface LevelRow {
  readonly level_id: string;
  readonly players: number;
  readonly completed: number;
  readonly completion_rate: number;
  readonly stalled: number;
  readonly stall_rate: number;
  readonly disengaged: number;
  readonly median_seconds_to_complete: number | null;
}

export interface MapRow {
  readonly level_id: string;
  readonly map_id: string;
  readonly players: number;
  readonly events: number;
  readonly stalled_here: number;
  readonly disengaged_here: number;
}

export interface EngagementRow {
  readonly window_start: string;
  readonly active_players: number;
  readonly events: number;
}

export interface AudienceRow {
  readonly day: string;
  readonly active_players: number;
  readonly new_players: number;
  readonly sessions: number;
  readonly median_session_seconds: number | null;
  readonly payers: number;
  readonly paying_share: number | null;
  readonly revenue: Money;
  readonly d1: number | null;
  readonly d7: number | null;
  readonly d30: number | null;
}

export interface ItemRow {
  readonly item_id: string;
  readonly purchases: number;
  readonly buyers: number;
  readonly revenue: Money;
}

export type FraudRow =
  | (Flag & { readonly rule: 'velocity'; readonly evidence: { readonly purchases: number } })
  | (Flag & { readonly rule: 'shared_ip'; readonly evidence: { readonly players: number } })
  | (Flag & { readonly rule: 'many_ips'; readonly evidence: { readonly ips: number } })
  | (Flag & {
      readonly rule: 'price_mismatch';
      readonly evidence: { readonly price: string; readonly median: string };
    });

interface Flag {
  readonly subject: string;
  readonly window_start: string;
}

interface Measured {
  readonly last: number;
  readonly mean: number;
  readonly max: number;
}

export interface ServerRow {
  readonly server_id: string;
  readonly samples: number;
  readonly cpu_load: Measured;
  readonly memory_usage: Measured;
  readonly latency: Measured;
}

export interface AlertRow {
  readonly server_id: string;
  readonly metric: 'cpu_load' | 'memory_usage' | 'latency' | 'silent';
  readonly severity: 'warning' | 'critical';
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly peak: number | null;
  readonly breaches: number;
}

export interface CombatRow {
  readonly player_id: string;
  readonly window_start: string;
  readonly window_end: string;
  readonly kill_count: number;
  readonly death_count: number;
  readonly kill_ratio: number | null;
}

export interface LeaderRow {
  readonly player_id: string;
  readonly kills: number;
  readonly deaths: number;
  readonly kill_ratio: number | null;
  /** Start of the first window that is counted, and end of the last: the same in all rows. */
  readonly from: string;
  readonly to: string;
}

export interface EventRow {
  readonly seq: number;
  readonly at: string | null;
  readonly source: 'topic' | 'http';
  readonly topic: string;
  /** Null, as the offset, for what never reached a topic. */
  readonly partition: number | null;
  readonly offset: number | null;
  readonly key: string | null;
  readonly verdict: 'accepted' | 'duplicate' | 'rejected' | 'sandbox';
  readonly reason: string | null;
  readonly pointer: string | null;
  readonly value: string;
}

export interface Status {
  readonly version: string;
  readonly started_at: string;
  readonly now: string;
  readonly cluster: string;
  readonly processing: 'here' | 'elsewhere' | 'none';
  readonly note: string;
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly lag: number | null;
  readonly last_record_at: string | null;
  readonly last_event_age_seconds: number | null;
  readonly last_commit_at: string | null;
  readonly events_per_second: number | null;
  readonly open_alerts: number;
  readonly dead_letters: number;
}

export interface ThroughputRow {
  readonly at: string;
  readonly events_per_second: number;
  readonly rejected_per_second: number;
  readonly lag: number | null;
}
