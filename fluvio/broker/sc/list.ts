import {
  ADMIN_LIST_API,
  type AdminListRequest,
  type AdminListResponse,
  decodeAdminListRequest,
  encodeAdminListResponse,
} from '../../protocol/messages/admin-list.js';
import type { Metadata } from '../../protocol/objects/typed-object.js';
import { answering } from '../net/registry.js';
import type { Cluster } from '../state/cluster.js';
import { summarized } from './objects.js';
import type { ScSession } from './session.js';

/**
 * AdminList (Fluvio: `fluvio-sc/src/services/public_api/list.rs`).
 *
 * Behaviour: a filter finds every name that contains it; partitions are listed whatever the filter says, as on a real
 * SC. Statuses are those of this moment, where a real SC's are up to 0.4 s old. SPUs are listed as SPU and CustomSpu.
 */
export const list = answering({
  name: 'AdminList',
  api: ADMIN_LIST_API,
  decode: decodeAdminListRequest,
  encode: encodeAdminListResponse,
  answer: ({ cluster }: ScSession, request): AdminListResponse => listOf(cluster, request),
});

function listOf(
  cluster: Cluster,
  { label, nameFilters, summary, system }: AdminListRequest,
): AdminListResponse {
  const wanted = ({ name }: { name: string }): boolean =>
    nameFilters.length === 0 || nameFilters.some((filter) => name.includes(filter));
  switch (label) {
    case 'Topic': {
      const topics = cluster.topics.map((topic) => topic.metadata);
      return { label, items: topics.filter((topic) => wanted(topic) && topic.spec.system === system) };
    }
    case 'Partition':
      return { label, items: cluster.partitions.filter(({ spec }) => spec.system === system) };
    case 'SPU':
      return { label, items: cluster.spus.filter(wanted) };
    case 'CustomSpu':
      return { label, items: cluster.spus.filter(wanted).map(asCustomSpu) };
    case 'SmartModule': {
      const modules = cluster.smartModules.filter(wanted);
      return { label, items: summary ? modules.map(summarized) : modules };
    }
    default:
      return { label, items: [] };
  }
}

function asCustomSpu({ name, spec, status }: Metadata<'SPU'>): Metadata<'CustomSpu'> {
  const { spuType: _, ...custom } = spec;
  return { name, spec: custom, status };
}
