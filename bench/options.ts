/** What `npm run bench` can be told: everything has a default. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Events of the main table, and of the variants. */
  readonly count: number;
  readonly repeats: number;
  /** Events that each process handles before its clock starts. */
  readonly warmUp: number;
  /** Partitions of each topic. */
  readonly partitions: number;
  /** A cluster to measure in place of an embedded broker. */
  readonly cluster: { readonly host: string; readonly port: number } | undefined;
  /** Processes whose CPU time and memory are the broker's, where it is not the embedded one. */
  readonly brokerPids: readonly number[];
  /** A Python that has bytewax. */
  readonly python: string;
  /** `only`: asked for by itself. */
  readonly latency: { readonly rate: number; readonly seconds: number; readonly only: boolean };
  readonly growth: boolean;
  readonly variants: boolean;
  /** Only what `latency`, `growth` or `variants` ask for, not the main table. */
  readonly only: boolean;
  readonly markdown: boolean;
}

/** A flag that makes no sense, as a sentence. */
export class OptionError extends Error {}

/** @throws OptionError, and what `parseArgs` throws */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '1000000' },
      repeats: { type: 'string', default: '3' },
      'warm-up': { type: 'string' },
      partitions: { type: 'string', default: '3' },
      cluster: { type: 'string' },
      'broker-pid': { type: 'string', default: '' },
      python: { type: 'string', default: 'python3' },
      'latency-rate': { type: 'string', default: '10000' },
      'latency-seconds': { type: 'string', default: '10' },
      latency: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      variants: { type: 'boolean', default: false },
      only: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  });
  if (values.only && !values.latency && !values.growth && !values.variants)
    throw new OptionError('--only leaves nothing without --latency, --growth or --variants');
  const count = whole('--count', values.count, 1000);
  const cluster = values.cluster ?? env.GAME_FLOW_CLUSTER;
  return {
    count,
    repeats: whole('--repeats', values.repeats, 1),
    warmUp:
      values['warm-up'] === undefined
        ? Math.min(100_000, Math.floor(count / 10))
        : whole('--warm-up', values['warm-up'], 0, count),
    partitions: whole('--partitions', values.partitions, 1, 64),
    cluster: cluster === undefined || cluster === '' ? undefined : hostAndPort(cluster),
    brokerPids: values['broker-pid']
      .split(',')
      .filter(Boolean)
      .map((pid) => whole('--broker-pid', pid, 1)),
    python: values.python,
    latency: {
      rate: whole('--latency-rate', values['latency-rate'], 100),
      seconds: whole('--latency-seconds', values['latency-seconds'], 0, 3600),
      only: values.latency,
    },
    growth: values.growth,
    variants: values.variants,
    only: values.only,
    markdown: values.markdown,
  };
}

function whole(flag: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
    const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
    throw new OptionError(`${flag} takes a whole number from ${least}${upTo}, not "${text}"`);
  }
  return value;
}

function hostAndPort(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  if (at < 1) throw new OptionError(`--cluster takes HOST:PORT, not "${text}"`);
  return { host: text.slice(0, at), port: whole('--cluster', text.slice(at + 1), 1, 65_535) };
}
