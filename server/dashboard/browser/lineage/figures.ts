/** Rate and lag of an arrow, in words. */
import { count, plural, rate } from '../format/numbers.js';
import type { Arrow } from './graph.js';

/** So short that it fits beside the arrow: `52/s`, `52/s · lag 3`; empty where nothing is known. */
export function figures({ rate: perSecond, lag }: Arrow): string {
  const parts = [];
  if (perSecond !== null) parts.push(`${rate(perSecond)}/s`);
  if (lag !== null) parts.push(`lag ${count(lag)}`);
  return parts.join(' · ');
}

/** For a list and a screen reader: `accepted, 52 events a second, 3 records behind`. */
export function sentence({ labels, rate: perSecond, lag }: Arrow): string {
  const parts = [...labels];
  if (perSecond !== null) parts.push(`${rate(perSecond)} events a second`);
  if (lag !== null) parts.push(`${plural(lag, 'record')} behind`);
  return parts.join(', ');
}
