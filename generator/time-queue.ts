/** A binary heap by time; things due at the same time leave in the order in which they came. */
export class TimeQueue<T> {
  private readonly times: number[] = [];
  private readonly tickets: number[] = [];
  private readonly things: T[] = [];
  private nextTicket = 0;

  get size(): number {
    return this.things.length;
  }

  /** When the first thing is due; Infinity when there is none. */
  firstTime(): number {
    return this.times.length === 0 ? Number.POSITIVE_INFINITY : (this.times[0] as number);
  }

  first(): T {
    if (this.things.length === 0) throw new RangeError('the time queue is empty');
    return this.things[0] as T;
  }

  push(time: number, thing: T): void {
    const ticket = this.nextTicket++;
    let hole = this.things.length;
    this.times.push(time);
    this.tickets.push(ticket);
    this.things.push(thing);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((this.times[parent] as number) <= time) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.place(hole, time, ticket, thing);
  }

  pop(): T {
    const first = this.first();
    const time = this.times.pop() as number;
    const ticket = this.tickets.pop() as number;
    const thing = this.things.pop() as T;
    if (this.things.length > 0) this.sink(time, ticket, thing);
    return first;
  }

  /** Puts the first thing back at a later time: one sift in place of a pop and a push. */
  postponeFirst(time: number): void {
    this.sink(time, this.nextTicket++, this.first());
  }

  private sink(time: number, ticket: number, thing: T): void {
    const size = this.things.length;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (
        child + 1 < size &&
        this.isBefore(child + 1, this.times[child] as number, this.tickets[child] as number)
      )
        child++;
      if (!this.isBefore(child, time, ticket)) break;
      this.move(child, hole);
      hole = child;
    }
    this.place(hole, time, ticket, thing);
  }

  private isBefore(index: number, time: number, ticket: number): boolean {
    const other = this.times[index] as number;
    return other < time || (other === time && (this.tickets[index] as number) < ticket);
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from] as number;
    this.tickets[to] = this.tickets[from] as number;
    this.things[to] = this.things[from] as T;
  }

  private place(index: number, time: number, ticket: number, thing: T): void {
    this.times[index] = time;
    this.tickets[index] = ticket;
    this.things[index] = thing;
  }
}

/** Something that lives in simulated time: it acts when its time has come and says when next (Infinity: never). */
export interface Actor {
  step(now: number): number;
}
