/** What became of events at the door: those that the collector turned away never reach a topic, and so no database. */

export type DoorVerdict = 'accepted' | 'rejected' | 'sandbox';

export interface DoorCount {
  readonly topic: string;
  readonly verdict: DoorVerdict;
  /** A reason code of a rejected event; empty otherwise. */
  readonly reason: string;
  readonly events: number;
}

export class DoorCounts {
  readonly #counts = new Map<string, DoorCount>();

  /** @param reason of a rejected event */
  note(topic: string, verdict: DoorVerdict, reason = '', events = 1): void {
    if (events === 0) return;
    const name = `${topic} ${verdict} ${reason}`;
    const before = this.#counts.get(name)?.events ?? 0;
    this.#counts.set(name, { topic, verdict, reason, events: before + events });
  }

  /** Since the server was started. */
  get counts(): readonly DoorCount[] {
    return [...this.#counts.values()];
  }
}
