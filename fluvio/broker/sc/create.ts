import {
  ADMIN_CREATE_API,
  type AdminCreateResponse,
  decodeAdminCreateRequest,
  encodeAdminCreateResponse,
} from '../../protocol/messages/admin-create.js';
import type { SmartModuleSpec } from '../../protocol/objects/smartmodule.js';
import type { TopicSpec } from '../../protocol/objects/topic.js';
import { answering } from '../net/registry.js';
import type { Cluster } from '../state/cluster.js';
import { done, refused } from './admin-answer.js';
import type { ScSession } from './session.js';
import { refuseTopic } from './topic-rules.js';

/**
 * AdminCreate (Fluvio: `fluvio-sc/src/services/public_api/topic/create.rs`, `smartmodule/create.rs`).
 *
 * Behaviour: a topic is answered when it is ready, which here is at once. A SmartModule of a name that exists is
 * replaced without a word. Other kinds of objects are refused.
 */
export const create = answering({
  name: 'AdminCreate',
  api: ADMIN_CREATE_API,
  stated: { minVersion: 9, maxVersion: ADMIN_CREATE_API.maxVersion },
  decode: decodeAdminCreateRequest,
  encode: encodeAdminCreateResponse,
  answer: ({ cluster }: ScSession, request): AdminCreateResponse => {
    switch (request.label) {
      case 'Topic':
        return createTopic(cluster, request.name, request.spec, request.dryRun);
      case 'SmartModule':
        return request.dryRun ? done(request.name) : putSmartModule(cluster, request.name, request.spec);
      default: {
        const message = `this broker has no objects of type ${request.label}`;
        return refused(request.name, { code: 'InvalidCreateRequest' }, message);
      }
    }
  },
});

function createTopic(cluster: Cluster, name: string, spec: TopicSpec, dryRun: boolean): AdminCreateResponse {
  const refusal = refuseTopic(cluster, name, spec);
  if (refusal !== undefined) return refusal;
  if (dryRun) return done(name);
  try {
    cluster.createTopic(name, spec);
  } catch (error) {
    return refused(name, { code: 'TopicNotProvisioned' }, `error: ${(error as Error).message}`);
  }
  return done(name);
}

function putSmartModule(cluster: Cluster, name: string, spec: SmartModuleSpec): AdminCreateResponse {
  try {
    cluster.putSmartModule(name, spec);
  } catch (error) {
    return refused(name, { code: 'StorageError' }, `error: ${(error as Error).message}`);
  }
  return done(name);
}
