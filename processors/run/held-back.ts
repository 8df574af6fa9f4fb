/**
 * On a topic with replicas only what the leader's high watermark covers is counted. A follower that is away holds it
 * back for as long as that lasts, and two replicas that disagree do so until somebody steps in. That is said, since
 * nothing else would tell: the records are acknowledged, and the lag, which ends at the high watermark, is zero.
 */
import type { PartitionStatus } from '../../fluvio/client/index.js';
import { partitionName } from '../store/partitions.js';

interface Held {
  readonly highWatermark: number;
  readonly since: number;
  told: boolean;
}

export class HeldBack {
  readonly #held = new Map<string, Held>();

  /** @param tellAfter how long a high watermark must not have moved, with records above it, ms */
  constructor(readonly tellAfter: number) {}

  /**
   * The sentence to be told, once for each place where the high watermark stands. Two looks at least are needed.
   * @param now ms, of any clock
   * @param topic as the cluster calls it
   */
  look(status: PartitionStatus, now: number, topic = status.topic): string | undefined {
    const { highWatermark, logEnd, replicas } = status;
    const name = partitionName({ topic, partition: status.partition });
    if (replicas < 2 || logEnd <= highWatermark) {
      this.#held.delete(name);
      return undefined;
    }
    const earlier = this.#held.get(name);
    if (earlier?.highWatermark !== highWatermark) {
      this.#held.set(name, { highWatermark, since: now, told: false });
      return undefined;
    }
    if (earlier.told || now - earlier.since < this.tellAfter) return undefined;
    earlier.told = true;
    return `${name}: ${logEnd - highWatermark} records from offset ${highWatermark} on are not on all replicas, and are not counted before they are. A follower is away or behind; \`fluvio partition list\` shows which (FOLLOWER OFFSETS beside HW and LEO).`;
  }
}
