/** What describes the processing itself, and not what was processed: no figure is made of it. */
import { LATEST_TABLES } from './latest/table.js';
import { LETTER_COUNTS } from './letter-counts.js';
import { PROCESSING_TABLE } from './processing-table.js';

/** Statements that make it, once the tables of `schema.ts` are there. */
export const OBSERVED_TABLES: readonly string[] = [...LATEST_TABLES, PROCESSING_TABLE, ...LETTER_COUNTS];
