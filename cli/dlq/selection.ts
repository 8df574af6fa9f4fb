/** From the flags of `dlq` to a selection of dead letters: pure, and strict about what would silently select nothing. */
import type { LetterSelection } from '../../processors/store/letter-selection.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { isTopic, parseTimestamp, TOPICS } from '../../schemas/index.js';
import { UsageError } from '../exit.js';
import { clip } from '../render/sanitize.js';

export interface LetterFlags {
  readonly topic?: string;
  readonly reason?: string;
  readonly partition?: number;
  /** A day, `2024-11-12`, or a time. */
  readonly from?: string;
  readonly to?: string;
}

const DAY_MS = 86_400_000;
const LONGEST_SHOWN = 80;

/** @throws UsageError */
export function letterSelection({ topic, reason, partition, from, to }: LetterFlags): LetterSelection {
  if (topic !== undefined) assertTopic(topic);
  if (reason !== undefined && !REASONS.some(([code]) => code === reason)) {
    const codes = REASONS.map(([code]) => code).join(', ');
    throw new UsageError(`--reason ${clip(reason, LONGEST_SHOWN)}: expected one of ${codes}.`);
  }
  const since = from === undefined ? undefined : timeOf('from', from);
  const until = to === undefined ? undefined : timeOf('to', to);
  if (since !== undefined && until !== undefined && since >= until) {
    throw new UsageError(`--from ${from} is not before the end of --to ${to}.`);
  }
  return { topic, reason, partition, from: since, to: until };
}

/** `TOPIC/PARTITION/OFFSET`. @throws UsageError */
export function letterAt(text: string): { topic: string; partition: number; offset: number } {
  const match = /^([^/]+)\/(\d{1,10})\/(\d{1,16})$/.exec(text);
  const [topic = '', partition, offset] = match?.slice(1) ?? [];
  if (match === null) {
    const shown = clip(text, LONGEST_SHOWN);
    throw new UsageError(`${shown}: expected TOPIC/PARTITION/OFFSET, for example player-events/0/17.`);
  }
  assertTopic(topic);
  return { topic, partition: Number(partition), offset: Number(offset) };
}

function assertTopic(topic: string): void {
  if (isTopic(topic)) return;
  throw new UsageError(
    `There is no topic ${clip(topic, LONGEST_SHOWN)}: expected one of ${TOPICS.join(', ')}.`,
  );
}

/** The start of a day, or for `to` its end; of a time, the time itself. Ms since 1970. */
function timeOf(flag: 'from' | 'to', text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseTimestamp(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(day)) return flag === 'to' ? day + DAY_MS : day;
  const time = parseTimestamp(text);
  if (!Number.isNaN(time)) return time;
  const shown = clip(text, LONGEST_SHOWN);
  throw new UsageError(
    `--${flag} ${shown}: expected a UTC day such as 2024-11-12 or a time such as 2024-11-12T10:15:00Z.`,
  );
}

export interface ChangeFlags extends LetterFlags {
  readonly log?: number;
}

/** The letters that `replay` and `purge` are about: one that is named, or those that flags select. @throws UsageError */
export function selectionOf(record: string | undefined, flags: ChangeFlags): LetterSelection {
  const selection = { ...letterSelection(flags), log: flags.log };
  return record === undefined ? selection : { ...selection, ...letterAt(record) };
}
