/** From a query string to a selection: a pure function, which refuses what would silently do nothing. */
import { FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import type { What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import { parseTimestamp } from '../../schemas/index.js';
import { Problem } from '../problem.js';

/** @throws Problem for a parameter that does not apply, that comes twice, or that cannot be understood */
export function selectionOf(what: What, query: Readonly<Record<string, unknown>>): Selection {
  const filters: readonly string[] = FILTERS[what];
  const entries = Object.entries(query).map(([name, text]) => {
    if (!filters.includes(name)) throw invalid(`${name} does not apply to ${what}`, filters);
    if (typeof text !== 'string') throw invalid(`${name} comes more than once`, filters);
    return [name, parsed(name as Filter, text)] as const;
  });
  return Object.fromEntries(entries);
}

function parsed(name: Filter, text: string): string | number {
  switch (name) {
    case 'from':
    case 'to': {
      const time = parseTimestamp(text);
      if (Number.isNaN(time))
        throw new Problem(400, 'invalid_query', `${name} is a time such as 2024-11-12T18:00:00Z.`);
      return time;
    }
    case 'limit':
      if (!/^[1-9]\d{0,5}$/.test(text))
        throw new Problem(400, 'invalid_query', 'limit is a whole number from 1 to 999999.');
      return Number(text);
    default:
      return text;
  }
}

function invalid(what: string, filters: readonly string[]): Problem {
  const those = filters.length === 0 ? 'Nothing narrows these.' : `There is ${filters.join(', ')}.`;
  return new Problem(400, 'invalid_query', `${what}. ${those}`);
}
