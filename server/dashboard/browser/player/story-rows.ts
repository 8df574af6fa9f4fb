/** One player's story as `GET /v1/players/:id` has it. Lists are the newest first. */
import type { CombatRow, FraudRow } from '../rows.js';

/** The first of a list. */
export interface Some<T> {
  readonly rows: readonly T[];
  /** Whether there are others. */
  readonly more: boolean;
}

export interface Visit {
  readonly level_id: string;
  readonly map_id: string;
  readonly last_at: string;
  readonly played_seconds: number;
  readonly completed_at: string | null;
  readonly seconds_to_complete: number | null;
  readonly stalled: boolean;
  readonly disengaged: boolean;
}

export interface Session {
  readonly session_id: string;
  readonly first_at: string;
  readonly seconds: number;
}

export interface Profile {
  readonly swords: Readonly<Record<string, number>>;
  readonly weapons: Readonly<Record<string, number>>;
  readonly guild: string | null;
  readonly health: number;
  readonly battles: number;
  readonly wins: number;
}

export interface PlayerStory {
  readonly player_id: string;
  readonly first_seen: string | null;
  readonly last_seen: string;
  readonly days_active: number;
  /** Null without actions. */
  readonly profile: Profile | null;
  readonly visits: Some<Visit>;
  readonly sessions: Some<Session>;
  readonly purchases: {
    readonly days_paid: number;
    readonly days: Some<string>;
    readonly items: Some<string>;
  };
  readonly combat: {
    readonly kill_count: number;
    readonly death_count: number;
    readonly kill_ratio: number | null;
    readonly windows: Some<CombatRow>;
  };
  readonly fraud: Some<FraudRow>;
}
