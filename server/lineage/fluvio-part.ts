/** Topics, and the SmartModules that they are read through. */
import { type Graph, idOf, node } from './graph.js';
import type { Registered } from './topology.js';

/** The reader opens every stream with it; the others help it. */
const READING_MODULE = 'envelope';

const PURPOSES: Readonly<Record<string, string>> = {
  envelope: 'Packs a stored batch into one record: offsets, timestamps, keys and values in columns.',
  boundary: 'Says in which stored batch an offset lies, for a reader that goes on where it was.',
};

const DAY_SECONDS = 86_400;

export function fluvioPart({ topics, modules, settings }: Registered): Graph {
  const reading = idOf('smartmodule', READING_MODULE);
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
      ...modules.map(({ name, bytes }) =>
        node('smartmodule', name, PURPOSES[name] ?? 'Comes with game-flow.', {
          'runs in': "Fluvio's SPU",
          source: `fluvio/smartmodules/${name}/index.ts`,
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
      ...modules
        .filter(({ name }) => name !== READING_MODULE)
        .map(({ name }) => ({
          from: idOf('smartmodule', name),
          to: reading,
          topic: null,
          label: 'where to begin',
          measured: null,
        })),
      ...topics.map(({ name }) => ({
        from: reading,
        to: idOf('processor', 'verdict'),
        topic: name,
        label: '',
        measured: 'received' as const,
      })),
    ],
  };
}
