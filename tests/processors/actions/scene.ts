import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Outbox } from '../../../processors/actions/outbox.js';
import { Sender } from '../../../processors/actions/sender.js';
import { Store } from '../../../processors/store/store.js';
import type { Finding } from '../../../processors/views/view.js';
import { DEFAULT_SETTINGS, type Notify, type Settings } from '../../../settings/settings.js';
import { temporaryFolder } from '../../support/database.js';

/** W and the clock of these tests. */
export const NOW = Date.parse('2024-11-12T10:20:00Z');
export const MINUTE = 60_000;

export function settingsWith(notify: Partial<Notify>): Settings {
  return { ...DEFAULT_SETTINGS, notify: { ...DEFAULT_SETTINGS.notify, ...notify } };
}

/** A database with an outbox and a sender, and a clock that stands until it is moved. */
export class Scene {
  now = NOW;
  readonly said: string[] = [];
  readonly path = join(temporaryFolder(), 'test.db');
  readonly settings: Settings;
  store: Store;
  outbox: Outbox;
  sender: Sender;

  constructor(notify: Partial<Notify>) {
    this.settings = settingsWith(notify);
    this.store = Store.open(this.path, this.settings);
    onTestFinished(() => this.store.close());
    [this.outbox, this.sender] = this.#open();
  }

  /** As a new process after `kill -9`: what was not written is gone. */
  restart(): void {
    this.store.close();
    this.store = Store.open(this.path, this.settings);
    [this.outbox, this.sender] = this.#open();
  }

  /** Reports findings as a commit does, at W = now, of records that were just taken in. */
  report(...findings: Finding[]): void {
    const asOf = { watermark: this.now, recordTime: this.now };
    this.store.db.transaction(() => {
      for (const finding of findings) this.outbox.report(finding, asOf);
    })();
  }

  /** `id state`, one a notice, oldest first. */
  get notices(): string[] {
    return this.store.db
      .prepare(
        `SELECT kind || ' ' || rule || ' ' || subject || ' ' || notices.revision || ' ' || change || ' ' || state
         FROM notices JOIN findings ON number = finding ORDER BY id`,
      )
      .pluck()
      .all() as string[];
  }

  #open(): [Outbox, Sender] {
    const { settings } = this;
    const now = () => this.now;
    const onTrouble = (sentence: string) => this.said.push(sentence);
    const sender = new Sender({ db: this.store.db, settings, now, onTrouble, random: () => 1 });
    return [new Outbox(this.store.db, settings.notify, now), sender];
  }
}

export function velocity(player: string, purchases = 5, since = NOW - 5 * MINUTE): Finding {
  return fraud('velocity', player, { purchases }, since, MINUTE);
}

/** @param windowMs how long the window that begins at `since` is */
export function fraud(
  rule: string,
  subject: string,
  details: Finding['details'],
  since: number,
  windowMs: number,
): Finding {
  return { kind: 'fraud', rule, subject, since, windowEnd: since + windowMs, until: null, details };
}

export function alert(server: string, others: Partial<Finding> = {}): Finding {
  const details = { severity: 'warning', peak: 93, breaches: 2 };
  return {
    kind: 'alert',
    rule: 'cpu_load',
    subject: server,
    since: NOW - 5 * MINUTE,
    windowEnd: null,
    until: null,
    details,
    ...others,
  };
}

export function level(name: string, stall_rate: number, players = 100): Finding {
  const details = { players, stalled: Math.round(players * stall_rate), stall_rate };
  return { kind: 'stall', rule: 'stall', subject: name, since: null, windowEnd: null, until: null, details };
}
