import { type ClusterStatus, localAddress } from '../../fluvio/broker/lifecycle/index.js';
import {
  type FluvioTarget,
  openFluvio,
  type PartitionStatus,
  withTopicNames,
} from '../../fluvio/client/index.js';
import type { Settings } from '../../settings/settings.js';
import { describe } from '../connect.js';
import { NOBODY_ANSWERS } from '../failure.js';
import { type Check, fail, failed, ok, warn } from './check.js';

const NAME = 'fluvio';
const ANSWER_WITHIN_MS = 5_000;

export interface FluvioFindings {
  readonly check: Check;
  /** Under our names for topics; undefined where no cluster answers. */
  readonly statuses?: readonly PartitionStatus[];
}

/** Whether the Fluvio that was named answers, or else the embedded broker if it runs. Starts nothing. */
export async function fluvioFindings(
  named: FluvioTarget | undefined,
  status: ClusterStatus,
  settings: Pick<Settings, 'topics'>,
): Promise<FluvioFindings> {
  if (named !== undefined) return ask(named, describe(named), settings);
  switch (status.kind) {
    case 'running': {
      const target = { kind: 'address', ...localAddress(status.state) } as const;
      return ask(target, `the embedded broker (${describe(target)})`, settings);
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

async function ask(
  target: FluvioTarget,
  where: string,
  names: Pick<Settings, 'topics'>,
): Promise<FluvioFindings> {
  try {
    const connection = await openFluvio(target, { giveUpAfterMs: ANSWER_WITHIN_MS });
    try {
      const [topics, all] = await Promise.all([connection.topics(), connection.partitions()]);
      const statuses = await withTopicNames(connection, names.topics).partitions();
      return {
        check: ok(NAME, `${where} answers: ${topics.length} topics, ${all.length} partitions`),
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
