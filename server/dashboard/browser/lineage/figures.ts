/** Rate and lag of an arrow, in words that fit beside it. */
import { plural, rate } from '../format/numbers.js';
import type { Edge } from './graph.js';

/** `52/s`, `52/s, lag 3`; empty where neither is known. */
export function figures(edge: Edge): string {
  const parts = [];
  if (edge.rate !== null) parts.push(`${rate(edge.rate)}/s`);
  if (edge.lag !== null && (edge.lag > 0 || edge.rate === null)) parts.push(`lag ${rate(edge.lag)}`);
  return parts.join(', ');
}

/** The same for a list and a screen reader. */
export function sentence(edge: Edge): string {
  const parts = [];
  if (edge.rate !== null) parts.push(`${rate(edge.rate)} a second`);
  if (edge.lag !== null) parts.push(`${plural(edge.lag, 'record')} behind`);
  return parts.join(', ');
}
