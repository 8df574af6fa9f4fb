/** Where a Fluvio's SC is: its protocol is spoken directly here, and without TLS. */
import { clusterStatus, ensureCluster, localAddress } from '../../fluvio/broker/lifecycle/index.js';
import { profileAddress } from '../../fluvio/client/index.js';
import { CommandError } from '../exit.js';
import { type CommonOptions, namedTarget } from '../options.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Of the Fluvio in use; the embedded broker is started if it does not run. @throws CommandError for one with TLS */
export async function scAddress(options: CommonOptions): Promise<Address> {
  return named(options) ?? (await ensureCluster(options.dataDir)).target;
}

/** The same, but nothing is started: undefined when the embedded broker does not run. */
export async function runningScAddress(options: CommonOptions): Promise<Address | undefined> {
  const address = named(options);
  if (address !== undefined) return address;
  const status = await clusterStatus(options.dataDir);
  return status.kind === 'running' ? localAddress(status.state) : undefined;
}

function named(options: CommonOptions): Address | undefined {
  const target = namedTarget(options);
  if (target?.kind !== 'profile') return target;
  const address = profileAddress(target.name);
  if (address !== undefined) return address;
  throw new CommandError(
    `Profile ${target.name} uses TLS, which this command cannot. The fluvio command can: \`fluvio --profile ${target.name} smartmodule list\`, \`fluvio --profile ${target.name} smartmodule create NAME --wasm-file FILE\`; \`game-flow smartmodules list --json\` has the files.`,
  );
}
