import {
  accepts,
  type ClusterStatus,
  DEFAULT_SC_PORT,
  DEFAULT_SPU_PORT,
} from '../../fluvio/broker/lifecycle/index.js';
import { type Check, ok, warn } from './check.js';

const LOOPBACK = '127.0.0.1';

/** Who has Fluvio's own ports. Sends no byte to a foreign listener. */
export async function portChecks(
  status: ClusterStatus,
  isTaken: (port: number) => Promise<boolean> = (port) => accepts(LOOPBACK, port),
): Promise<Check[]> {
  const ours =
    'state' in status && status.kind !== 'stale' ? [status.state.scPort, status.state.spuPort] : [];
  return Promise.all(
    [DEFAULT_SC_PORT, DEFAULT_SPU_PORT].map(async (port) => {
      const name = `port ${port}`;
      if (ours.includes(port)) return ok(name, 'our embedded broker');
      if (!(await isTaken(port))) return ok(name, 'free');
      const next =
        port === DEFAULT_SC_PORT
          ? `The embedded broker takes other ports. If it is a Fluvio cluster that you want to use: --cluster ${LOOPBACK}:${port}.`
          : 'The embedded broker takes another.';
      return warn(name, 'another program listens there', next);
    }),
  );
}
