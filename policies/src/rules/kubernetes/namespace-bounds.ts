import { isHubRelease } from '../../hub-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { fail, judge, type Verdict } from '../../verdict';
import { resourceExample } from './examples';

const NAMESPACES = ['kubernetes_namespace', 'kubernetes_namespace_v1'];

/** Servers of users are bounded one by one, and all of them by their pools. */
function isOfHub({ stack }: Resource, resources: ResourceIndex): boolean {
  return resources.ofType('helm_release', stack).some((release) => isHubRelease(release) !== false);
}

function bounded(namespace: Resource, type: string, what: string, resources: ResourceIndex): Verdict {
  const seen = judge(namespace.get('metadata.name'), 'metadata.name', () => undefined);
  const { stack } = namespace;
  const isBounded = [type, `${type}_v1`].some((each) => resources.ofType(each, stack).length > 0);
  if (isBounded || isOfHub(namespace, resources)) return seen;
  return fail(`the stack that makes the namespace has no ${what} for it`, 'metadata.name');
}

const bound = (id: string, title: string, type: string, what: string, trivy: string, spec: object): Rule => ({
  id,
  title,
  why: 'One workload that asks for too much, by mistake or after a break-in, takes the nodes of all hubs, or makes the cluster grow.',
  severity: 'low',
  category: 'reliability',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: `Add a ${type}_v1 to the stack that makes the namespace. Namespaces of hubs need none: their servers have sizes, and their pools a largest number of nodes.`,
  references: [{ source: 'trivy', id: trivy }],
  examples: {
    pass: resourceExample(
      'kubernetes_namespace_v1',
      { metadata: { name: 'apps' } },
      {
        [`${type}_v1`]: {
          apps: { metadata: { name: 'apps', namespace: 'apps' }, spec: JSON.parse(JSON.stringify(spec)) },
        },
      },
    ),
    fail: resourceExample('kubernetes_namespace_v1', { metadata: { name: 'apps' } }),
  },
  checks: Object.fromEntries(
    NAMESPACES.map((namespace) => [namespace, (it, { resources }) => bounded(it, type, what, resources)]),
  ),
});

/** All of a namespace has a bound. */
export const namespaceQuota = bound(
  'reliability/namespace-quota',
  'A namespace bounds what all its pods may ask for',
  'kubernetes_resource_quota',
  'resource quota',
  'KSV-0040',
  { hard: { 'requests.cpu': '4', 'requests.memory': '16Gi' } },
);

/** Each pod of a namespace has a bound. */
export const namespaceLimitRange = bound(
  'reliability/namespace-limit-range',
  'A namespace bounds what one pod may ask for',
  'kubernetes_limit_range',
  'limit range',
  'KSV-0039',
  { limit: [{ type: 'Container', default: { memory: '512Mi' } }] },
);
