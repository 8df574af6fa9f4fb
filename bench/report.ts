/** What a run found, as text: tables, and under which conditions they came about. */
import { cpus, totalmem, type } from 'node:os';
import type { MainTable } from './main-table.js';
import type { Options } from './options.js';
import { type Samples, type Summary, summary } from './samples.js';
import { fixed, markdownTable, megabytes, percent, plainTable, whole } from './table.js';
import type { Sparsity } from './workload/sparsity.js';

export interface Block {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

export function asText(blocks: readonly Block[], markdown: boolean): string {
  return blocks.map((block) => (markdown ? inMarkdown(block) : inPlainText(block))).join('\n');
}

function inPlainText({ title, head, rows, notes }: Block): string {
  const table = rows.length === 0 ? '' : plainTable(head, rows);
  return `${title}\n${table}${notes.map((note) => `${note}\n`).join('')}`;
}

function inMarkdown({ title, head, rows, notes }: Block): string {
  const table = rows.length === 0 ? '' : `${markdownTable(head, rows)}\n`;
  return `**${title}**\n\n${table}${notes.map((note) => `- ${note}\n`).join('')}`;
}

/** Which machine, which workload, how often. */
export function conditions(options: Options, where: string, sparsity: Sparsity): Block {
  const { events, bytes, seconds, keys, byTopic, digest } = sparsity;
  const topics = Object.entries(byTopic).map(([topic, count]) => `${topic} ${whole(count)}`);
  const [cpu] = cpus();
  return {
    title: `${whole(events)} events on ${where}, ${options.partitions} partitions a topic`,
    head: [],
    rows: [],
    notes: [
      `${type()}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${whole(totalmem() / 1e9)} GB; Node ${process.version}.`,
      `Workload: ${topics.join(', ')}; ${whole(bytes / events)} bytes a value; ${whole(keys)} distinct keys; ${fixed(events / seconds, 2)} events a second of event time over ${fixed(seconds / 86_400, 1)} days; sha256 ${digest.slice(0, 16)}.`,
      `Each arm in a fresh process; the first ${whole(options.warmUp)} events as a warm-up before the clock starts; ${runs(options.repeats)}`,
    ],
  };
}

function runs(repeats: number): string {
  return repeats === 1
    ? 'run once.'
    : `medians of ${repeats}; spread is from the slowest to the fastest of them.`;
}

const EACH = ['events/s', 'spread', 'CPU s/M', 'native s/M', 'broker s/M', 'MB', 'native MB', 'broker MB'];

export function mainBlock(table: MainTable): Block {
  const summaries = table.samples.map(summary);
  const rateOf = (name: string) => summaries.find((one) => one.name === name)!.rate;
  const ceiling = rateOf(table.ceiling);
  const reference = rateOf(table.reference);
  return {
    title: 'Every arm, as a ratio to ceiling 2 and to the reference script',
    head: ['', '÷ ceiling 2', '÷ reference', ...EACH],
    rows: summaries.map((one) => [
      one.name,
      fixed(one.rate / ceiling, 2),
      fixed(one.rate / reference, 2),
      ...eachOf(one),
    ]),
    notes: [
      'CPU s/M: CPU seconds for a million events, of the process itself; then of the native client and of the broker. MB: the most memory while it ran; ceilings and reference hold all events in it.',
      'Every figure of every database is what `game-flow verify` computes from the same events.',
      ...table.leftOut,
    ],
  };
}

/** Lines of a whole path under other circumstances, each beside the first line of the same path. */
export function linesBlock(title: string, lines: readonly Line[], notes: readonly string[]): Block {
  const summaries = lines.map(({ path, samples }) => ({ path, ...summary(samples) }));
  const firstOf = (path: string) => summaries.find((one) => one.path === path)!.rate;
  return {
    title,
    head: ['', '÷ first', ...EACH],
    rows: summaries.map((one) => [one.name, fixed(one.rate / firstOf(one.path), 2), ...eachOf(one)]),
    notes,
  };
}

export interface Line {
  readonly path: string;
  readonly samples: Samples;
}

function eachOf({ rate, spread, cpu, peak }: Summary): string[] {
  return [
    whole(rate),
    spread === undefined ? '–' : percent(spread),
    fixed(cpu.own, 2),
    fixed(cpu.native, 2),
    fixed(cpu.broker, 2),
    megabytes(peak.own),
    megabytes(peak.native),
    megabytes(peak.broker),
  ];
}
