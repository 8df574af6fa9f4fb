import {
  ADMIN_UPDATE_API,
  type AdminUpdateResponse,
  decodeAdminUpdateRequest,
  encodeAdminUpdateResponse,
} from '../../protocol/messages/admin-update.js';
import { answering } from '../net/registry.js';
import { done, refused } from './admin-answer.js';
import type { ScSession } from './session.js';

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
    const spec = { ...topic.spec, replicas: { ...replicas, partitions: replicas.partitions + action.count } };
    cluster.extendTopic(topic, spec);
    return done(key);
  },
});
