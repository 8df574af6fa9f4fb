import {
  ADMIN_WATCH_API,
  type AdminChange,
  type AdminWatchRequest,
  type AdminWatchResponse,
  decodeAdminWatchRequest,
  encodeAdminWatchResponse,
} from '../../protocol/messages/admin-watch.js';
import type { Metadata, ObjectLabel } from '../../protocol/objects/typed-object.js';
import type { Handler } from '../net/registry.js';
import type { Cluster } from '../state/cluster.js';
import { Feed } from '../state/feed.js';
import { summarized } from './objects.js';
import type { ScSession } from './session.js';

/**
 * AdminWatch: everything there is, then every change, as long as the connection lives (Fluvio: `watch.rs`).
 *
 * Behaviour: system topics are watched with the others. A client that does not read gets, once it does, everything
 * anew instead of the changes it missed.
 */
export const watch: Handler<ScSession> = {
  name: 'AdminWatch',
  api: ADMIN_WATCH_API,
  handle: ({ cluster }, { header, body, connection }) => {
    const request = decodeAdminWatchRequest(body);
    const source = sourceOf(cluster, request);
    const send = (
      changes: readonly AdminChange<ObjectLabel>[],
      all: readonly Metadata<ObjectLabel>[],
    ): void => {
      const response = { label: request.label, epoch: source.feed.epoch, changes, all } as AdminWatchResponse;
      connection.send(header.correlationId, (writer) =>
        encodeAdminWatchResponse(writer, response, header.apiVersion),
      );
    };
    let behind = false;
    const unsubscribe = source.feed.subscribe((changes) => {
      behind ||= connection.congested;
      if (!behind)
        send(
          changes.map(({ change, metadata }) => ({ change, metadata: source.shown(metadata) })),
          [],
        );
    });
    connection.onDrain(() => {
      if (!behind || connection.congested) return;
      behind = false;
      send([], source.all());
    });
    connection.onClose(unsubscribe);
    send([], source.all());
  },
};

/** What is watched, with the types of the kinds put aside: they meet again in the response's label. */
interface WatchSource {
  readonly feed: Feed<ObjectLabel>;
  readonly all: () => readonly Metadata<ObjectLabel>[];
  readonly shown: (metadata: Metadata<ObjectLabel>) => Metadata<ObjectLabel>;
}

function sourceOf(cluster: Cluster, { label, summary }: AdminWatchRequest): WatchSource {
  switch (label) {
    case 'Topic':
      return asSource(cluster.topicFeed, () => cluster.topics.map((topic) => topic.metadata));
    case 'Partition':
      return asSource(cluster.partitionFeed, () => cluster.partitions);
    case 'SPU':
      return asSource(cluster.spuFeed, () => cluster.spus);
    case 'SmartModule': {
      const shown = summary ? summarized : undefined;
      return asSource(cluster.smartModuleFeed, () => cluster.smartModules, shown);
    }
    default:
      return asSource(new Feed(), () => []);
  }
}

function asSource<L extends ObjectLabel>(
  feed: Feed<L>,
  objects: () => readonly Metadata<L>[],
  shown: (metadata: Metadata<L>) => Metadata<L> = (metadata) => metadata,
): WatchSource {
  return { feed, all: () => objects().map(shown), shown } as unknown as WatchSource;
}
