/** What flows where: boxes and arrows, from whoever sends events to whoever looks at figures. */

/** In the order of the flow. */
export const KINDS = [
  'source',
  'topic',
  'smartmodule',
  'processor',
  'view',
  'table',
  'figure',
  'sink',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Detail {
  readonly name: string;
  readonly value: string;
}

/** A box, without what changes from second to second. */
export interface Node {
  /** `KIND:NAME`. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** What it is made of. */
  readonly details: readonly Detail[];
}

/** Of which records of its topic an arrow has the rate. */
export type Measured = 'collected' | 'received' | 'valid' | 'accepted' | 'duplicate' | 'rejected';

/** An arrow that carries nothing that is counted. */
export function arrow(from: string, to: string, label = ''): Edge {
  return { from, to, topic: null, label, measured: null };
}

/** An arrow. Between two boxes there may be one for each topic. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Whose events it carries; null where it carries no single topic's. */
  readonly topic: string | null;
  /** A few words, or none. */
  readonly label: string;
  /** Null where nothing flows that is counted. */
  readonly measured: Measured | null;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export function idOf(kind: Kind, name: string): string {
  return `${kind}:${name}`;
}

export function node(
  kind: Kind,
  name: string,
  description: string,
  details: Readonly<Record<string, string>>,
): Node {
  const entries = Object.entries(details).map(([name, value]) => ({ name, value }));
  return { id: idOf(kind, name), kind, name, description, details: entries };
}

/** A box as of a moment. */
export interface LiveNode extends Node {
  /** Of a table, up to `MOST_COUNTED`: so many or more; null for what is no table, and without a database. */
  readonly rows: number | null;
}

/** An arrow as of a moment. */
export interface LiveEdge extends Omit<Edge, 'measured'> {
  /** Records a second; null where they are not counted. */
  readonly events_per_second: number | null;
  /** Records that have not come over it yet; null where there is no such thing, or it is not known. */
  readonly lag: number | null;
}

export interface Lineage {
  readonly at: string;
  /** Where the topics are. */
  readonly cluster: string;
  /** Who folds them. */
  readonly processing: 'here' | 'elsewhere' | 'none';
  readonly nodes: readonly LiveNode[];
  readonly edges: readonly LiveEdge[];
}
