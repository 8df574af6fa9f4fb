/** What there is to say of the SmartModules that come with game-flow. */
import { type ModuleParameter, smartModuleBytes, smartModules } from '../../fluvio/client/index.js';
import { parametersForPeople } from './named-module.js';

export interface CatalogueEntry {
  readonly name: string;
  /** filter, map, filter_map, array_map or aggregate. */
  readonly kind: string;
  readonly parameters: readonly ModuleParameter[];
  /** Of WebAssembly. */
  readonly bytes: number;
  readonly whatFor: string;
  /** Made to be used by people; the others game-flow sends along by itself. */
  readonly forPeople: boolean;
}

/** In the order in which an engine looks for them. */
const KINDS = ['filter', 'map', 'filter_map', 'array_map', 'aggregate'];

const FOR_PEOPLE: Readonly<Record<string, string>> = {
  'only-level-complete': 'player events that complete a level',
  'purchases-over': 'purchases whose price is over an amount, in any currency',
  'select-types': 'events of chosen types, of any topic',
  'server-alerts': 'server metrics over a threshold: server, time and what is over',
};
const FOR_GAME_FLOW: readonly (readonly [RegExp, string])[] = [
  [/^boundary$/, 'where a stored batch starts, so that reading can begin there'],
  [/^envelope$/, 'a stored batch as one record, with offsets and times'],
  [/^columns-/, 'events parsed and judged, as columns'],
];

/** Those for people first, each by name. Throws NOT_BUILT. */
export function catalogue(): CatalogueEntry[] {
  const entries = smartModules().map(({ name, bytes }) => ({
    name,
    kind: kindOf(smartModuleBytes(name)),
    parameters: parametersForPeople(name),
    bytes,
    whatFor: FOR_PEOPLE[name] ?? FOR_GAME_FLOW.find(([named]) => named.test(name))?.[1] ?? '',
    forPeople: name in FOR_PEOPLE,
  }));
  return [...entries.filter(({ forPeople }) => forPeople), ...entries.filter(({ forPeople }) => !forPeople)];
}

function kindOf(wasm: Uint8Array): string {
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name);
  return KINDS.find((kind) => exported.includes(kind)) ?? '';
}
