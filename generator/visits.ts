/** One player on one level, as the events that went out tell it: play is counted session by session. */
export class Visit {
  sessions = 0;
  events = 0;
  firstAt = 0;
  lastAt = 0;
  hasGivenUp = false;
  private playedBefore = 0;
  private sessionFirst = 0;
  private sessionNumber = -1;

  /** Takes note of an event of a session at a time; within a session times do not decrease. */
  note(sessionNumber: number, time: number): void {
    if (sessionNumber !== this.sessionNumber) {
      this.playedBefore = this.playedMs;
      this.sessionFirst = time;
      this.sessionNumber = sessionNumber;
      this.sessions++;
    }
    if (this.events++ === 0) this.firstAt = time;
    this.lastAt = time;
  }

  /** Time at play: from the first to the last event of each session, added up. */
  get playedMs(): number {
    return this.sessions === 0 ? 0 : this.playedBefore + this.lastAt - this.sessionFirst;
  }
}
