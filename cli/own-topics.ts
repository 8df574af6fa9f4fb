import { loadTopics, type TopicDefinition } from '../fluvio/client/index.js';
import { isTopic } from '../schemas/index.js';
import type { Settings } from '../settings/settings.js';

/** The project's own topics, under the names that they have on the cluster. */
export function ownTopics({ topics }: Settings): TopicDefinition[] {
  return loadTopics().map((topic) => ({
    ...topic,
    name: isTopic(topic.name) ? topics[topic.name] : topic.name,
  }));
}
