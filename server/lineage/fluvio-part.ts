/** Topics, and the SmartModules that they are read through. */
import type { SmartModuleFile } from '../../fluvio/client/index.js';
import { type Graph, idOf, node } from './graph.js';
import type { Registered } from './topology.js';

const READING_MODULE = 'envelope';
/** With the topic's name behind it. */
const COLUMNS_MODULE = 'columns-';

const PURPOSES: Readonly<Record<string, string>> = {
  envelope: 'Packs a stored batch into one record: offsets, timestamps, keys and values in columns.',
  boundary: 'Says in which stored batch an offset lies, for a reader that goes on where it was.',
};

const COLUMNS_PURPOSE = 'Parses and judges the events of a topic, and gives them as columns.';

const DAY_SECONDS = 86_400;

export function fluvioPart({ topics, modules, settings }: Registered): Graph {
  const reading = idOf('smartmodule', READING_MODULE);
  const verdict = idOf('processor', 'verdict');
  const pushedDown = topics.filter(({ name }) =>
    modules.some((module) => module.name === COLUMNS_MODULE + name),
  );
  return {
    nodes: [
      ...topics.map(({ name, key, partitions, retentionSeconds }) =>
        node('topic', name, 'Plain JSON events, one a record, readable by anyone.', {
          'name on the cluster': settings.topics[name],
          partitions: String(partitions),
          'key of a record': key,
          retention: `${retentionSeconds / DAY_SECONDS} days`,
          schema: `schemas/${name}.schema.json`,
        }),
      ),
      ...modules.filter(isOfTheFlow).map(({ name, bytes }) =>
        node('smartmodule', name, PURPOSES[name] ?? COLUMNS_PURPOSE, {
          'runs in': "Fluvio's SPU",
          source: name in PURPOSES ? `fluvio/smartmodules/${name}/index.ts` : 'fluvio/smartmodules/columns/',
          'size of WebAssembly': `${bytes} bytes`,
        }),
      ),
    ],
    edges: [
      ...topics.map(({ name }) => ({
        from: idOf('topic', name),
        to: reading,
        topic: name,
        label: '',
        measured: 'received' as const,
      })),
      {
        from: idOf('smartmodule', 'boundary'),
        to: reading,
        topic: null,
        label: 'where to begin',
        measured: null,
      },
      ...pushedDown.flatMap(({ name }) => {
        const columns = idOf('smartmodule', COLUMNS_MODULE + name);
        return [
          { from: idOf('topic', name), to: columns, topic: name, label: 'push-down', measured: null },
          { from: columns, to: verdict, topic: name, label: 'columns', measured: null },
        ];
      }),
      ...topics.map(({ name }) => ({
        from: reading,
        to: verdict,
        topic: name,
        label: '',
        measured: 'received' as const,
      })),
    ],
  };
}

/** Filters for people stand beside it: nothing of game-flow reads through them. */
function isOfTheFlow({ name }: SmartModuleFile): boolean {
  return name in PURPOSES || name.startsWith(COLUMNS_MODULE);
}
