/** What becomes of records, how far behind the figures are, and what is wrong: as of the observer's last look. */
import type { Observer } from '../observer.js';
import { type Described, type Sample, single } from './described.js';

const VERDICTS = ['accepted', 'duplicate', 'rejected'] as const;

export function flowMetrics(observer: Observer): readonly Described[] {
  const seen = () => observer.seen;
  return [
    {
      name: 'game_flow_events_total',
      kind: 'counter',
      help: 'Records folded, by what became of them.',
      labels: ['topic', 'verdict'],
      samples: () => VERDICTS.flatMap((verdict) => byTopic(observer, verdict)),
    },
    {
      name: 'game_flow_lag_records',
      kind: 'gauge',
      help: 'Records of a partition that are not folded yet.',
      labels: ['topic', 'partition'],
      samples: () =>
        (seen()?.lags ?? []).flatMap(({ topic, partition, lag }) =>
          lag === null ? [] : [{ labels: { topic, partition }, value: lag }],
        ),
    },
    {
      name: 'game_flow_dead_letters',
      kind: 'gauge',
      help: 'Rejected records that are kept.',
      labels: ['topic', 'reason'],
      samples: () =>
        (seen()?.processing.dead_letters ?? []).map(({ topic, reason, letters }) => ({
          labels: { topic, reason },
          value: letters,
        })),
    },
    {
      name: 'game_flow_last_record_timestamp_seconds',
      kind: 'gauge',
      help: "Fluvio's timestamp of the latest record that was folded.",
      labels: ['topic'],
      samples: () => latestRecords(observer),
    },
    ...commitMetrics(observer),
    {
      name: 'game_flow_open_alerts',
      kind: 'gauge',
      help: 'Alerts of game servers that are open.',
      labels: ['severity'],
      samples: () =>
        Object.entries(seen()?.openAlerts ?? {}).map(([severity, value]) => ({
          labels: { severity },
          value,
        })),
    },
    {
      name: 'game_flow_processors_running',
      kind: 'gauge',
      help: '1 while somebody folds the topics into this database, 0 otherwise.',
      labels: [],
      samples: () => single(observer.processing().where === 'none' ? 0 : 1),
    },
    {
      name: 'game_flow_broker_reachable',
      kind: 'gauge',
      help: '1 while the broker answers, 0 otherwise.',
      labels: [],
      samples: () => single(observer.parts.broker.isReachable ? 1 : 0),
    },
    {
      name: 'game_flow_ready',
      kind: 'gauge',
      help: '1 when /readyz answers 200, 0 otherwise.',
      labels: [],
      samples: () => single(observer.readiness().status === 'ready' ? 1 : 0),
    },
  ];
}

function commitMetrics(observer: Observer): Described[] {
  const state = () => observer.seen?.processing;
  return [
    {
      name: 'game_flow_commits_total',
      kind: 'counter',
      help: 'Commits of the processors.',
      labels: [],
      samples: () => single(state()?.commits),
    },
    {
      name: 'game_flow_commit_seconds_total',
      kind: 'counter',
      help: 'Time that commits took, all together.',
      labels: [],
      samples: () => single(seconds(state()?.commits_ms)),
    },
    {
      name: 'game_flow_last_commit_duration_seconds',
      kind: 'gauge',
      help: 'How long the latest commit took of which that is known.',
      labels: [],
      samples: () => single(seconds(state()?.last_commit_ms)),
    },
    {
      name: 'game_flow_last_commit_timestamp_seconds',
      kind: 'gauge',
      help: 'When the processors last committed.',
      labels: [],
      samples: () => {
        const at = state()?.last_commit_at ?? null;
        return single(seconds(at === null ? null : Date.parse(at)));
      },
    },
  ];
}

function seconds(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : ms / 1000;
}

/** What was rejected stays counted so when `dlq replay` takes it in: a counter that falls was begun anew to Prometheus. */
function byTopic(observer: Observer, verdict: (typeof VERDICTS)[number]): Sample[] {
  const sums = new Map(verdict === 'rejected' ? observer.seen?.replayed : []);
  for (const row of observer.seen?.topics ?? [])
    sums.set(row.topic, row[verdict] + (sums.get(row.topic) ?? 0));
  return [...sums].map(([topic, value]) => ({ labels: { topic, verdict }, value }));
}

function latestRecords(observer: Observer): Sample[] {
  const latest = new Map<string, number>();
  for (const { topic, last_record_at: at } of observer.seen?.topics ?? [])
    if (at !== null) latest.set(topic, Math.max(Date.parse(at) / 1000, latest.get(topic) ?? 0));
  return [...latest].map(([topic, value]) => ({ labels: { topic }, value }));
}
