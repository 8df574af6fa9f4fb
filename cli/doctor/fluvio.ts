import { type ClusterStatus, localAddress } from '../../fluvio/broker/lifecycle/index.js';
import { type FluvioTarget, openFluvio, type PartitionStatus } from '../../fluvio/client/index.js';
import { describe } from '../connect.js';
import { NOBODY_ANSWERS } from '../failure.js';
import { type Check, fail, failed, ok, warn } from './check.js';

const NAME = 'fluvio';
const ANSWER_WITHIN_MS = 5_000;

export interface FluvioFindings {
  readonly check: Check;
  /** Undefined where no cluster answers. */
  readonly statuses?: readonly PartitionStatus[];
}

/** Whether the Fluvio that was named answers, or else the embedded broker if it runs. Starts nothing. */
export async function fluvioFindings(
  named: FluvioTarget | undefined,
  status: ClusterStatus,
): Promise<FluvioFindings> {
  if (named !== undefined) return ask(named, describe(named));
  switch (status.kind) {
    case 'running': {
      const target = { kind: 'address', ...localAddress(status.state) } as const;
      return ask(target, `the embedded broker (${describe(target)})`);
    }
    case 'stopped':
      return { check: ok(NAME, 'the embedded broker does not run; it is started when it is needed') };
    case 'busy':
      return { check: warn(NAME, 'the embedded broker is just starting or stopping', 'Ask again.') };
    case 'stale':
      return {
        check: warn(
          NAME,
          'the embedded broker ended without a word',
          `See ${status.state.logFile}; it is started again when it is needed.`,
        ),
      };
    case 'unresponsive':
      return {
        check: fail(
          NAME,
          `the embedded broker (process ${status.state.pid}) does not answer`,
          `See ${status.state.logFile}, or \`game-flow cluster stop\`.`,
        ),
      };
  }
}

async function ask(target: FluvioTarget, where: string): Promise<FluvioFindings> {
  try {
    const connection = await openFluvio(target, { giveUpAfterMs: ANSWER_WITHIN_MS });
    try {
      const [topics, statuses] = await Promise.all([connection.topics(), connection.partitions()]);
      return {
        check: ok(NAME, `${where} answers: ${topics.length} topics, ${statuses.length} partitions`),
        statuses,
      };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return {
      check: failed(NAME, error, NOBODY_ANSWERS),
    };
  }
}
