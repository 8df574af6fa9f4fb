/** Runs the processors: every partition of every topic, until the end of the log or until stopped. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FluvioConnection, PartitionEnd, PartitionStatus } from '../../fluvio/client/index.js';
import { isTopic, type Topic } from '../../schemas/index.js';
import { Processor } from '../processor.js';
import { type PartitionPosition, partitionName } from '../store/partitions.js';
import type { Store } from '../store/store.js';
import { columnsModule } from '../take/columns-module.js';
import { rulesFor } from '../verdict/rules.js';
import type { Report } from '../views/view.js';
import { CommitPace } from './commit-pace.js';
import { DropPace } from './drop-pace.js';
import { HeldBack } from './held-back.js';
import { readPartition, type Stopped } from './partition-reader.js';
import { PUSH_DOWN, pushDownNow } from './push-down.js';

/** How long a partition that failed waits before it is tried again, ms: twice as long each time. */
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 30_000;

/** How often the ends of the partitions are looked up: for the lag, and for topics and partitions that are new. */
const STATUS_EVERY = 1000;

/** How long a high watermark may stand still with records above it until that is told, ms. */
const HELD_BACK_TOLD_AFTER = 15_000;

const DROPPING = 'Dropping what retention no longer keeps. Stopped meanwhile, the next run goes on with it.';

export interface RunOptions {
  readonly connection: FluvioConnection;
  readonly store: Store;
  readonly onGap: 'stop' | 'skip';
  /** Whether events are parsed and judged in Fluvio, by a SmartModule; otherwise the same module works here. */
  readonly pushDown?: boolean | undefined;
  readonly signal: AbortSignal;
  /** See `PartitionRun`; for tests, whose clusters answer at once. */
  readonly betweenReadings?: number;
  /** Ends to read up to (exclusive), from `endOffsets`; without them the run goes on until it is stopped. */
  readonly until?: readonly PartitionEnd[] | undefined;
  /** Told, within the commit, of what a person may want to know at once. */
  readonly report?: Report | undefined;
  /** Told after every batch: records taken in by this run. */
  readonly onProgress?: (taken: number) => void;
  /** Told when a partition cannot go on. One that failed is tried again all the same, unless there are ends to reach. */
  readonly onStopped?: (stopped: Stopped) => void;
  /** Told, in a sentence, when a partition goes on elsewhere (`onGap`), or again after it had failed. */
  readonly onNotice?: (message: string) => void;
}

export interface RunResult {
  /** Records taken in. */
  readonly taken: number;
  readonly stopped: readonly Stopped[];
}

/** @throws StoreError when a commit fails, FluvioError when the cluster stays away; nothing half done is kept */
export async function runProcessors(options: RunOptions): Promise<RunResult> {
  const run = new Run(options);
  return options.until === undefined ? run.untilStopped() : run.untilEnds(options.until);
}

class Run {
  readonly #processor: Processor;
  readonly #pace: CommitPace;
  readonly #dropPace: DropPace;
  readonly #positions = new Map<string, PartitionPosition>();
  readonly #readers = new Map<string, Promise<void>>();
  readonly #stopped = new Map<PartitionPosition, Stopped>();
  /** Ends everything: the caller's signal, or the first failure. */
  readonly #ending = new AbortController();
  readonly #heldBack: HeldBack;
  readonly #pushDown: () => boolean;
  #failure: { readonly error: unknown } | undefined;
  #taken = 0;

  constructor(readonly options: RunOptions) {
    this.#processor = new Processor(options.store, options.report);
    this.#pace = new CommitPace(this.#processor, (error) => this.#fail(error));
    this.#dropPace = new DropPace(options.store, (error) => this.#fail(error));
    // Every partition may wait on it.
    setMaxListeners(0, this.#ending.signal);
    for (const position of options.store.positions()) this.#positions.set(partitionName(position), position);
    this.#pushDown = pushDownNow(options.pushDown ?? PUSH_DOWN, options.store);
    this.#heldBack = new HeldBack(options.until === undefined ? HELD_BACK_TOLD_AFTER : 0);
    if (options.signal.aborted) this.#ending.abort();
    else options.signal.addEventListener('abort', () => this.#ending.abort(), { once: true });
  }

  async untilEnds(ends: readonly PartitionEnd[]): Promise<RunResult> {
    const endOf = new Map(ends.map((end) => [partitionName(end), end.end]));
    for (const status of await this.options.connection.partitions()) {
      const end = endOf.get(partitionName(status));
      if (end !== undefined) this.#start(status, end);
    }
    await Promise.all(this.#readers.values());
    if (!this.#ending.signal.aborted) await this.#tellHeldBack(endOf);
    const result = this.#finish();
    await this.#dropPace.finish(this.options.signal, () => this.options.onNotice?.(DROPPING));
    return result;
  }

  async untilStopped(): Promise<RunResult> {
    while (!this.#ending.signal.aborted) {
      try {
        for (const status of await this.options.connection.partitions()) this.#start(status, undefined);
        this.#pace.tick();
        this.#dropPace.tick();
      } catch (error) {
        this.#fail(error);
      }
      await sleep(STATUS_EVERY, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    }
    await Promise.all(this.#readers.values());
    return this.#finish();
  }

  #finish(): RunResult {
    this.#dropPace.stop();
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#pace.commit();
    return { taken: this.#taken, stopped: [...this.#stopped.values()] };
  }

  /** Starts to read a partition that is not being read yet, and notes how far its log goes. */
  #start(status: PartitionStatus, end: number | undefined): void {
    if (!isTopic(status.topic)) return;
    const name = partitionName(status);
    const position = this.#positions.get(name) ?? this.#addPosition(status);
    this.#processor.observe(position, Math.max(status.highWatermark, position.nextOffset));
    this.#lookWhatIsHeldBack(status);
    if (!this.#readers.has(name)) this.#readers.set(name, this.#read(position, status, end));
  }

  /** Once more at the end of a run that has ends: what still is not on all replicas has not been counted. */
  async #tellHeldBack(endOf: ReadonlyMap<string, number>): Promise<void> {
    for (const status of await this.options.connection.partitions()) {
      if (endOf.has(partitionName(status))) this.#lookWhatIsHeldBack(status);
    }
  }

  #lookWhatIsHeldBack(status: PartitionStatus): void {
    const message = this.#heldBack.look(
      status,
      performance.now(),
      this.options.connection.nameAtCluster(status.topic),
    );
    if (message !== undefined) this.options.onNotice?.(message);
  }

  #addPosition(status: PartitionStatus): PartitionPosition {
    const position = this.options.store.addPosition(status.topic, status.partition, status.logStart);
    this.#positions.set(partitionName(status), position);
    return position;
  }

  /** Reads until the end, or until the partition stops for good. */
  async #read(position: PartitionPosition, status: PartitionStatus, end: number | undefined): Promise<void> {
    let retryAfter = FIRST_RETRY;
    let known: PartitionStatus | undefined = status;
    try {
      while (known !== undefined) {
        const { nextOffset } = position;
        const stopped = await this.#readOnce(position, known, end);
        if (stopped === undefined) return;
        if (position.nextOffset > nextOffset) retryAfter = FIRST_RETRY;
        const isRetried = stopped.reason === 'failed' && end === undefined;
        this.#tellStopped(position, stopped, isRetried);
        if (!isRetried) return;
        known = await this.#statusAfter(position, retryAfter);
        retryAfter = Math.min(retryAfter * 2, LONGEST_RETRY);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  async #readOnce(position: PartitionPosition, status: PartitionStatus, end: number | undefined) {
    const topic = position.topic as Topic;
    let before = position.received;
    return readPartition({
      connection: this.options.connection,
      processor: this.#processor,
      position,
      status,
      columns: columnsModule(topic, rulesFor(topic, this.options.store.settings)),
      pushDown: this.#pushDown,
      onGap: this.options.onGap,
      betweenReadings: this.options.betweenReadings ?? STATUS_EVERY,
      signal: this.#ending.signal,
      isDone: () => this.#failure !== undefined || (end !== undefined && position.nextOffset >= end),
      onSkipped: (message) => this.options.onNotice?.(message),
      onBatch: () => {
        this.#taken += position.received - before;
        before = position.received;
        if (this.#stopped.delete(position)) this.#tellGoesOn(position);
        this.#pace.taken(position);
        this.#dropPace.tick();
        this.options.onProgress?.(this.#taken);
      },
    });
  }

  #tellGoesOn({ topic, partition }: PartitionPosition): void {
    const name = partitionName({ topic: this.options.connection.nameAtCluster(topic), partition });
    this.options.onNotice?.(`${name}: goes on.`);
  }

  /** Once for a failure, however often it is tried again. */
  #tellStopped(position: PartitionPosition, stopped: Stopped, isRetried: boolean): void {
    const earlier = this.#stopped.get(position);
    this.#stopped.set(position, stopped);
    if (earlier?.message === stopped.message) return;
    const message = isRetried ? `${stopped.message} It is tried again until it works.` : stopped.message;
    this.options.onStopped?.({ ...stopped, message });
  }

  /** The partition's status, after a pause, as soon as the cluster lists it; undefined when the run ends first. */
  async #statusAfter(
    { topic, partition }: PartitionPosition,
    ms: number,
  ): Promise<PartitionStatus | undefined> {
    const { signal } = this.#ending;
    for (let pause = ms; ; pause = STATUS_EVERY) {
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
      const listed = await this.options.connection.partitions(topic);
      const status = listed.find((one) => one.partition === partition);
      if (status !== undefined) return status;
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#ending.abort();
  }
}
