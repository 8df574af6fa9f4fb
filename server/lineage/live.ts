/** The boxes and arrows with what flows at a moment. */
import type { PartitionLag } from '../observe/lag.js';
import { totalLag } from '../observe/lag.js';
import type { Verdicts } from '../observe/topic-rates.js';
import type { Edge, Graph, Lineage, LiveEdge, Measured } from './graph.js';

export interface Moment extends Pick<Lineage, 'at' | 'cluster' | 'processing'> {
  /** By topic; undefined where nothing is known: no database, or only one look at it. */
  readonly perSecond: ReadonlyMap<string, Verdicts> | undefined;
  /** Events a second by topic, of the collector of this process; undefined where there is none. */
  readonly collectedPerSecond: ReadonlyMap<string, number> | undefined;
  readonly lags: readonly PartitionLag[];
  /** Of tables; see `LiveNode.rows`. */
  readonly rows: ReadonlyMap<string, number>;
}

export function lineageAt({ nodes, edges }: Graph, moment: Moment): Lineage {
  const { at, cluster, processing, rows } = moment;
  return {
    at,
    cluster,
    processing,
    nodes: nodes.map((node) => ({
      ...node,
      rows: node.kind === 'table' ? (rows.get(node.name) ?? null) : null,
    })),
    edges: edges.map((edge) => liveEdge(edge, moment)),
  };
}

function liveEdge({ measured, ...edge }: Edge, moment: Moment): LiveEdge {
  const { topic } = edge;
  const perSecond = topic === null || measured === null ? null : rateOf(topic, measured, moment);
  const isOutOfTopic = topic !== null && edge.from === `topic:${topic}`;
  return {
    ...edge,
    events_per_second: perSecond === null ? null : Math.round(perSecond * 1000) / 1000,
    lag: isOutOfTopic ? totalLag(moment.lags.filter((one) => one.topic === topic)) : null,
  };
}

function rateOf(topic: string, measured: Measured, moment: Moment): number | null {
  const { perSecond, collectedPerSecond } = moment;
  if (measured === 'collected')
    return collectedPerSecond === undefined ? null : (collectedPerSecond.get(topic) ?? 0);
  if (perSecond === undefined) return null;
  const rates = perSecond.get(topic) ?? { received: 0, accepted: 0, duplicate: 0, rejected: 0 };
  return measured === 'valid' ? rates.accepted + rates.duplicate : rates[measured];
}
