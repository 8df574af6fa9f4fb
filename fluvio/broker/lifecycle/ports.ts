import { hostAndPort, localHost } from './bind-address.js';
import { LifecycleError } from './lifecycle-error.js';
import { accepts, listenError } from './probe.js';

/** Fluvio's own ports, which the `fluvio` command and its documentation assume. */
export const DEFAULT_SC_PORT = 9003;
export const DEFAULT_SPU_PORT = 9010;

/**
 * The port to listen on. One that was asked for must be free; without a wish it is the first free one of `preferred`,
 * else any. 0 means any free one.
 *
 * @throws {LifecycleError} `port-taken` or `address-unusable`
 */
export async function choosePort(
  host: string,
  wish: number | undefined,
  preferred: readonly number[],
  option: string,
): Promise<number> {
  for (const port of wish === undefined ? preferred : [wish]) {
    const trouble = await portTrouble(host, port);
    if (trouble === undefined) return port;
    if (trouble !== 'EADDRINUSE' && trouble !== 'EACCES') throw addressUnusable(host, trouble);
    if (wish !== undefined) throw portTaken(host, port, trouble, option);
  }
  return 0;
}

/** On macOS one may listen on 127.0.0.1 although another does on 0.0.0.0, and would take its clients: so look as well. */
async function portTrouble(host: string, port: number): Promise<string | undefined> {
  return (
    (await listenError(host, port)) ?? ((await accepts(localHost(host), port)) ? 'EADDRINUSE' : undefined)
  );
}

function portTaken(host: string, port: number, code: string, option: string): LifecycleError {
  const reason = code === 'EACCES' ? 'needs a privileged user' : 'is used by another program';
  return new LifecycleError(
    'port-taken',
    `Port ${port} (${hostAndPort(host, port)}) ${reason}.`,
    `Choose another with ${option}, or leave the option out to take any free one.`,
  );
}

function addressUnusable(host: string, code: string): LifecycleError {
  return new LifecycleError(
    'address-unusable',
    `Cannot listen on ${host} (${code}): it is no address of this machine.`,
    'Choose one with --host (127.0.0.1 for this machine alone, 0.0.0.0 for every interface).',
  );
}
