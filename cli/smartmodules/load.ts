import { Command } from 'commander';
import { loadSmartModule, type ScAddress } from '../../fluvio/admin/smart-modules.js';
import { tryModule } from '../../fluvio/broker/engine/try-module.js';
import { smartModuleBytes, withParameters } from '../../fluvio/client/index.js';
import { type Context, say } from '../context.js';
import { CommandError, UsageError } from '../exit.js';
import { type CommonOptions, collect, withCluster } from '../options.js';
import { sanitize } from '../render/sanitize.js';
import { scAddress } from './address.js';
import { catalogue } from './catalogue.js';
import { type NamedModule, namedModule, parametersForPeople, parseParameters } from './named-module.js';
import { sentenceOf } from './outcome.js';

interface LoadOptions extends CommonOptions {
  readonly as?: string;
  readonly params?: readonly string[];
}

export function loadCommand(context: Context): Command {
  return withCluster(new Command('load'))
    .description(
      'load SmartModules into Fluvio, in place of those of the same name; without a name, those for people',
    )
    .argument('[names...]')
    .option('-e, --params <key=value>', 'the default of a parameter there (may be repeated)', collect)
    .option('--as <name>', 'the name there, for one module')
    .addHelpText(
      'after',
      `
Once loaded, any Fluvio consumer can use a module by its name. \`game-flow consume\` needs none to be loaded.

Examples:
  $ game-flow smartmodules load
  $ game-flow smartmodules load purchases-over-250          amount=250 as the default, under that name
  $ game-flow smartmodules load server-alerts -e latency=80 --as slow-servers`,
    )
    .action((names: string[], options: LoadOptions) => load(context, names, options));
}

async function load(context: Context, names: string[], options: LoadOptions): Promise<void> {
  const ours = catalogue().filter(({ forPeople }) => forPeople);
  const wanted = names.length > 0 ? names : ours.map(({ name }) => name);
  if (wanted.length > 1 && (options.as !== undefined || options.params !== undefined)) {
    throw new UsageError('--as and -e are for one module: name it.');
  }
  const modules = wanted.map((name) => {
    const { module, parameters } = knownModule(name);
    const given = { ...parameters, ...parseParameters(options.params) };
    return { module, name: loadableName(options.as ?? name), wasm: withDefaults(module, given) };
  });
  const address = await scAddress(options);
  for (const { module, name, wasm } of modules) {
    await loadSmartModule(address, name, wasm).catch((error: Error) => {
      throw new CommandError(error.message, { cause: error });
    });
    say(context, `Loaded ${name}. ${useOf(module, name, address)}`);
  }
}

function knownModule(name: string): NamedModule {
  const named = namedModule(name);
  if (named !== undefined) return named;
  throw new UsageError(
    `There is no SmartModule ${sanitize(name)} with game-flow. See \`game-flow smartmodules list\`; one of your own \`fluvio smartmodule create NAME --wasm-file FILE\` loads.`,
  );
}

/** As Fluvio has it: what a topic may be called. */
function loadableName(name: string): string {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= 63) return name;
  throw new UsageError(
    `Fluvio takes no SmartModule called ${sanitize(name)}: lower-case letters, digits and hyphens. Choose one with --as.`,
  );
}

function withDefaults(module: string, values: Readonly<Record<string, string>>): Buffer {
  if (Object.keys(values).length === 0) return smartModuleBytes(module);
  try {
    const wasm = withParameters(smartModuleBytes(module), values);
    tryModule(wasm, { params: new Map(), timestamp: 0 });
    return wasm;
  } catch (error) {
    throw new UsageError(`${module}: ${sentenceOf(error as Error)}`, { cause: error });
  }
}

function useOf(module: string, name: string, { host, port }: ScAddress): string {
  const parameters = parametersForPeople(module).map(({ name: key }) => ` -e ${key}=…`);
  return `fluvio --cluster ${host}:${port} consume TOPIC -B --smartmodule ${name}${parameters.join('')}`;
}
