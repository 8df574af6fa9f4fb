/** Looks at the figures after every commit, and notes W when a flag first stood in them. */
import { DAY } from '../../processors/rollups/rollup.js';
import type { Db } from '../../processors/store/open.js';
import type { Settings } from '../../settings/settings.js';
import { alertsSince, fraudSince } from './figures.js';
import { type Flag, flagKey, flagOfAlert, flagOfFraud } from './flags.js';

/** New alerts open no further before W than this, ms, besides the wait for a silence. */
const SLACK = 10 * 60_000;

export class FlagWatch {
  readonly #first = new Map<string, { readonly flag: Flag; readonly watermark: number }>();

  constructor(
    readonly db: Db,
    readonly settings: Settings,
  ) {}

  /** @param watermark W of purchase-events */
  lookAtFraud(watermark: number): void {
    const from = Math.floor((watermark - SLACK) / DAY) * DAY;
    for (const row of fraudSince(this.db, from)) this.#note(flagOfFraud(row, this.settings), watermark);
  }

  /** @param watermark W of server-metrics */
  lookAtAlerts(watermark: number): void {
    const from = watermark - SLACK - this.settings.thresholds.silent_seconds * 1000;
    for (const row of alertsSince(this.db, from)) this.#note(flagOfAlert(row), watermark);
  }

  firstSeen(flag: Flag): number | undefined {
    return this.#first.get(flagKey(flag))?.watermark;
  }

  /** Flags that stood once, without those that stand in the end. */
  withdrawn(final: readonly Flag[]): Flag[] {
    const standing = new Set(final.map(flagKey));
    return [...this.#first].filter(([key]) => !standing.has(key)).map(([, { flag }]) => flag);
  }

  #note(flag: Flag, watermark: number): void {
    const key = flagKey(flag);
    if (!this.#first.has(key)) this.#first.set(key, { flag, watermark });
  }
}
