import {
  ADMIN_UPDATE_API,
  type AdminUpdateResponse,
  decodeAdminUpdateRequest,
  encodeAdminUpdateResponse,
} from '../../protocol/messages/admin-update.js';
import { answering } from '../net/registry.js';
import { done, refused } from './admin-answer.js';
import type { ScSession } from './session.js';
import { MOST_PARTITIONS } from './topic-rules.js';

/** AdminUpdate: more partitions for a topic (Fluvio: `topic/update/add_partition.rs`). */
export const update = answering({
  name: 'AdminUpdate',
  api: ADMIN_UPDATE_API,
  stated: { minVersion: 1, maxVersion: ADMIN_UPDATE_API.maxVersion },
  decode: decodeAdminUpdateRequest,
  encode: encodeAdminUpdateResponse,
  answer: ({ cluster }: ScSession, { key, action }): AdminUpdateResponse => {
    const topic = cluster.topic(key);
    if (topic === undefined) return refused(key, { code: 'TopicNotFound' }, 'not found');
    const { replicas, system } = topic.spec;
    if (system) return refused('', { code: 'SystemSpecUpdatingAttempt', kind: 'topic', name: key }, null);
    if (action.kind !== 'addPartition' || replicas.kind !== 'computed') {
      return refused(key, { code: 'TopicInvalidReplicaType' }, 'invalid replica type');
    }
    const count = replicas.partitions + action.count;
    if (count > MOST_PARTITIONS) {
      return refused(key, { code: 'TopicInvalidConfiguration' }, `at most ${MOST_PARTITIONS} partitions`);
    }
    const spec = { ...topic.spec, replicas: { ...replicas, partitions: count } };
    try {
      cluster.extendTopic(topic, spec);
    } catch (error) {
      return refused(key, { code: 'TopicNotProvisioned' }, `error: ${(error as Error).message}`);
    }
    return done(key);
  },
});
