/** What is registered in this game-flow under given settings. */
import { loadTopics, smartModules } from '../../fluvio/client/index.js';
import { catalogueOf } from '../../processors/store/catalogue.js';
import { isTopic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import type { KnownTopic, Registered } from './topology.js';

/** It takes some 20 ms, once. @throws FluvioError NOT_BUILT, TOPICS_FILE_INVALID */
export function registeredIn(settings: Settings): Registered {
  return {
    settings,
    topics: loadTopics().filter((topic): topic is KnownTopic & typeof topic => isTopic(topic.name)),
    modules: smartModules(),
    catalogue: catalogueOf(settings),
  };
}
