/** Records a second over the last few seconds, from a counter that is looked at now and then. */
const WINDOW = 3000;

export class Throughput {
  readonly #samples: { at: number; received: number }[] = [];

  /** Takes a look at the counter at `now` (ms); returns records a second, 0 after the first look. */
  sample(now: number, received: number): number {
    this.#samples.push({ at: now, received });
    while (this.#samples.length > 2 && now - this.#samples[0]!.at > WINDOW) this.#samples.shift();
    const first = this.#samples[0]!;
    return now === first.at ? 0 : Math.max(0, ((received - first.received) * 1000) / (now - first.at));
  }
}
