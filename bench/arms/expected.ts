/** What every database of the run must hold, by the code of `game-flow verify`, from the event file alone. */
import { TOPICS } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { RecomputedPartition } from '../../verify/partitions.js';
import { FIGURES, type Figure, Recomputation } from '../../verify/recompute.js';
import { digestOfRows, digestOfTopics, type FigureDigests } from '../figures.js';
import { eventsOf, type FileEvent } from '../workload/event-file.js';
import { SparsityMeter } from '../workload/sparsity.js';
import type { ArmJob, ArmOutcome } from './job.js';

export async function expected({ events, log }: ArmJob): Promise<ArmOutcome> {
  const sparsity = new SparsityMeter();
  const figures = new ExpectedFigures();
  for await (const event of eventsOf(events, log.count)) {
    sparsity.add(event);
    figures.add(event);
  }
  return { figures: figures.digests(), sparsity: sparsity.read() };
}

/** A topic is one partition here: no figure but the offsets depends on how many there are. */
export class ExpectedFigures {
  readonly #figures = new Recomputation(DEFAULT_SETTINGS);
  readonly #topics = new Map(
    TOPICS.map((topic) => [topic, new RecomputedPartition(topic, 0, this.#figures, DEFAULT_SETTINGS)]),
  );

  add({ topic, value }: FileEvent): void {
    const partition = this.#topics.get(topic)!;
    // A run takes minutes: no id is forgotten meanwhile, and none of these events is ahead of its record.
    partition.take({ topic, partition: 0, offset: partition.row.next_offset, timestamp: null, value });
  }

  digests(): FigureDigests {
    const names = Object.keys(FIGURES) as Figure[];
    const digests = names.map((name) => [name, digestOfRows(this.#figures.rows(name))]);
    const topics = [...this.#topics.values()].map(({ row }) => row);
    return { ...Object.fromEntries(digests), topics: digestOfTopics(topics) };
  }
}
