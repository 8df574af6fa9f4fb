/** From the flags of `dlq` to a selection of dead letters: pure, and strict about what would silently select nothing. */
import type { LetterSelection } from '../../processors/store/letter-selection.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { isTopic, TOPICS } from '../../schemas/index.js';
import { UsageError } from '../exit.js';
import { clip } from '../render/sanitize.js';
import { type SpanFlags, spanOf } from '../span.js';

export interface LetterFlags extends SpanFlags {
  readonly topic?: string;
  readonly reason?: string;
  readonly partition?: number;
}

const LONGEST_SHOWN = 80;

/** @throws UsageError */
export function letterSelection({ topic, reason, partition, ...span }: LetterFlags): LetterSelection {
  if (topic !== undefined) assertTopic(topic);
  if (reason !== undefined && !REASONS.some(([code]) => code === reason)) {
    const codes = REASONS.map(([code]) => code).join(', ');
    throw new UsageError(`--reason ${clip(reason, LONGEST_SHOWN)}: expected one of ${codes}.`);
  }
  return { topic, reason, partition, ...spanOf(span) };
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

export interface ChangeFlags extends LetterFlags {
  readonly log?: number;
}

/** The letters that `replay` and `purge` are about: one that is named, or those that flags select. @throws UsageError */
export function selectionOf(record: string | undefined, flags: ChangeFlags): LetterSelection {
  const selection = { ...letterSelection(flags), log: flags.log };
  return record === undefined ? selection : { ...selection, ...letterAt(record) };
}
