import {
  type ModuleParameter,
  moduleParameters,
  smartModuleBytes,
  smartModules,
} from '../../fluvio/client/index.js';
import { UsageError } from '../exit.js';

/** With this parameter a module says more of a record than a consumer can be told; the project's own use. */
export const OUTPUT = 'output';

/** One of the SmartModules that come with game-flow, and values for its parameters. */
export interface NamedModule {
  readonly module: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The module of this name, if it is one of those that come with game-flow. `NAME-VALUE` is the module NAME with its only
 * parameter set: `purchases-over-250`.
 */
export function namedModule(name: string): NamedModule | undefined {
  const names = smartModules().map((file) => file.name);
  if (names.includes(name)) return { module: name, parameters: {} };
  const module = names.find((candidate) => name.startsWith(`${candidate}-`));
  const [parameter, ...others] = module === undefined ? [] : parametersForPeople(module);
  if (module === undefined || parameter === undefined || others.length > 0) return undefined;
  return { module, parameters: { [parameter.name]: name.slice(module.length + 1) } };
}

/** What a person may set. */
export function parametersForPeople(module: string): ModuleParameter[] {
  return moduleParameters(smartModuleBytes(module)).filter(({ name }) => name !== OUTPUT);
}

/** Whether its records can be read with their offsets: it selects, and takes the parameter that tells them. */
export function isFilter(module: string): boolean {
  return moduleParameters(smartModuleBytes(module)).some(({ name }) => name === OUTPUT);
}

/** @throws UsageError for what is no `key=value` */
export function parseParameters(texts: readonly string[] = []): Record<string, string> {
  const pairs = texts.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`-e ${text}: expected a parameter as KEY=VALUE.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
