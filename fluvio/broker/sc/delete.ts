import {
  ADMIN_DELETE_API,
  type AdminDeleteResponse,
  decodeAdminDeleteRequest,
  encodeAdminDeleteResponse,
} from '../../protocol/messages/admin-delete.js';
import { answering } from '../net/registry.js';
import type { Cluster } from '../state/cluster.js';
import { done, refused } from './admin-answer.js';
import type { ScSession } from './session.js';

/** AdminDelete (Fluvio: `topic/delete.rs`, `smartmodule/delete.rs`). The records of a topic go with it. */
export const remove = answering({
  name: 'AdminDelete',
  api: ADMIN_DELETE_API,
  stated: { minVersion: 1, maxVersion: ADMIN_DELETE_API.maxVersion },
  decode: decodeAdminDeleteRequest,
  encode: encodeAdminDeleteResponse,
  answer: ({ cluster }: ScSession, request): AdminDeleteResponse => {
    switch (request.label) {
      case 'Topic':
        return deleteTopic(cluster, request.key, request.force);
      case 'SmartModule': {
        if (cluster.deleteSmartModule(request.key)) return done(request.key);
        return refused(request.key, { code: 'SmartModuleNotFound', name: request.key }, 'not found');
      }
      default: {
        const name = typeof request.key === 'string' ? request.key : '';
        const message = `this broker has no objects of type ${request.label} to delete`;
        return refused(name, { code: 'InvalidDeleteRequest' }, message);
      }
    }
  },
});

function deleteTopic(cluster: Cluster, name: string, force: boolean): AdminDeleteResponse {
  const topic = cluster.topic(name);
  if (topic === undefined) return refused(name, { code: 'TopicNotFound' }, 'not found');
  if (topic.spec.system && !force) {
    return refused(name, { code: 'SystemSpecDeletionAttempt', kind: 'topic', name }, null);
  }
  cluster.deleteTopic(topic);
  return done(name);
}
