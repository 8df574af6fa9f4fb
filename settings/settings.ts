/**
 * What a studio may set: thresholds, windows, names, exceptions and webhooks. The defaults are those of the data dictionary.
 * `load.ts` reads them from one YAML file; everything else takes them as an argument.
 */
import { TOPICS, type Topic } from '../schemas/index.js';

/** Thresholds by rule. Those under `breach` are folded into the rows: others need a rebuild. */
export interface Thresholds {
  /** An event may be so far ahead of the time at which Fluvio took its record in, s. */
  readonly ahead_seconds: number;
  /** A visit that is not completed is stalled after so much play, s. */
  readonly stalled_seconds: number;
  /** A visit that is not completed is disengaged when its last event is so far before W, s. */
  readonly disengaged_seconds: number;
  /** `velocity`: purchases by one player in a window. */
  readonly velocity_purchases: number;
  /** `shared_ip`: players buying from one address in a window. */
  readonly shared_ip_players: number;
  /** `many_ips`: addresses one player buys from in a window. */
  readonly many_ips_addresses: number;
  /** `price_mismatch`: purchases of an item in a currency on a day, before its median says anything. */
  readonly price_mismatch_purchases: number;
  /** `price_mismatch`: how many times the median, or how small a part of it, a price must be. */
  readonly price_mismatch_ratio: number;
  /** A sample at or above is a breach: per cent, per cent, ms. */
  readonly breach: MetricThresholds;
  /** An alert that peaks at or above is critical. */
  readonly critical: MetricThresholds;
  /** A server without samples for so long is silent, s. */
  readonly silent_seconds: number;
}

export interface MetricThresholds {
  readonly cpu_load: number;
  readonly memory_usage: number;
  readonly latency: number;
}

/** Sizes of the tumbling windows, minutes. Kept in the database: other sizes need a rebuild. */
export interface Windows {
  /** `engagement` and `level-engagement`. */
  readonly engagement: number;
  readonly combat: number;
  readonly velocity: number;
  readonly shared_ip: number;
  readonly many_ips: number;
}

/** Who is not flagged. */
export interface Allowed {
  /** Addresses, or blocks in CIDR notation, from which many players may buy: they are no subject of `shared_ip`. */
  readonly addresses: readonly string[];
  /** Players who are no subject of any rule of fraud (testers, say). */
  readonly players: readonly string[];
}

/** Where findings are sent. */
export interface Webhook {
  /** Names it in messages and in the database: changing the address keeps what waits for it. */
  readonly name: string;
  /** `http:` or `https:`. */
  readonly url: string;
  /** The body: our JSON, or text as Slack or Discord take it. */
  readonly format: 'json' | 'slack' | 'discord';
  readonly kinds: readonly NoticeKind[];
  /** Whether the address may be private, loopback or link-local. */
  readonly allow_private: boolean;
  /** Signs each body (`X-Game-Flow-Signature`); null: unsigned. Not to be shown by `config`. */
  readonly secret: string | null;
}

export const NOTICE_KINDS = ['fraud', 'alert', 'stall', 'silence'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notify {
  readonly webhooks: readonly Webhook[];
  /** A level whose stall rate reaches this, 0 to 1, is a finding … */
  readonly stall_rate: number;
  /** … once so many players have been in it. */
  readonly stall_players: number;
  /** No events of any topic for so long, minutes of the clock; null: never said. */
  readonly silence_minutes: number | null;
  /** Findings whose window ended, or that began where they are of none, longer than this before W are history and are not sent, minutes. */
  readonly max_age_minutes: number;
  /** Put into messages: where a person looks further; null for none. */
  readonly link: string | null;
}

export interface Settings {
  /** Under which name a topic is found on the cluster. */
  readonly topics: Readonly<Record<Topic, string>>;
  /** By topic, fields that are called otherwise in the studio's events: our name → theirs. */
  readonly fields: Readonly<Partial<Record<Topic, Readonly<Record<string, string>>>>>;
  readonly thresholds: Thresholds;
  readonly windows: Windows;
  readonly allow: Allowed;
  /** Windows, closed alerts and dead letters older than W less this are dropped, s; null keeps everything. */
  readonly retain_seconds: number | null;
  readonly notify: Notify;
}

export const DEFAULT_SETTINGS: Settings = {
  topics: Object.fromEntries(TOPICS.map((topic) => [topic, topic])) as Record<Topic, string>,
  fields: {},
  thresholds: {
    ahead_seconds: 300,
    stalled_seconds: 600,
    disengaged_seconds: 1800,
    velocity_purchases: 5,
    shared_ip_players: 4,
    many_ips_addresses: 3,
    price_mismatch_purchases: 10,
    price_mismatch_ratio: 3,
    breach: { cpu_load: 90, memory_usage: 90, latency: 200 },
    critical: { cpu_load: 97, memory_usage: 97, latency: 500 },
    silent_seconds: 120,
  },
  windows: { engagement: 5, combat: 5, velocity: 1, shared_ip: 10, many_ips: 10 },
  allow: { addresses: [], players: [] },
  retain_seconds: null,
  notify: {
    webhooks: [],
    stall_rate: 0.3,
    stall_players: 50,
    silence_minutes: null,
    max_age_minutes: 60,
    link: null,
  },
};
