import type { Rule } from '../../rule';
import { all, asBoolean, asNumber, fail, judge, pass, see, show } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { flag, gibibytesOf, onHub, unseen } from './on-hub';

const REPLICAS = 'scheduling.userPlaceholder.replicas';

/** Room kept free is bounded. */
export const hubPlaceholders: Rule = {
  id: 'cost/hub-placeholders',
  title: 'Few placeholder servers are kept, and users push them away',
  why: 'Each placeholder costs as much as a server that runs day and night. Without priorities they even keep users out.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Lower scheduling.userPlaceholder.replicas in the values of the hub file, or raise policies.limits.maxPlaceholders for an event; set scheduling.podPriority.enabled: true beside it.',
  references: [],
  examples: {
    pass: hubExample({ scheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 2 } } }),
    fail: hubExample({ scheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 200 } } }),
  },
  checks: onHub((values, _, { limits }) => {
    const enabled = see(values.get('scheduling.userPlaceholder.enabled'));
    if (enabled.seen && asBoolean(enabled.value) === false) return pass;
    const replicas = see(values.get(REPLICAS));
    if (!replicas.seen) return unseen(values, REPLICAS);
    const count = asNumber(replicas.value) ?? 0;
    if (count === 0) return pass;
    const most = limits.maxPlaceholders;
    return all(
      count > most ? fail(`${REPLICAS} is ${count}, at most ${most} are allowed`, REPLICAS) : pass,
      flag(values, 'scheduling.podPriority.enabled', true, 'so placeholders keep users out'),
    );
  }),
};

/** Servers share nodes. */
export const hubUserScheduler: Rule = {
  id: 'cost/hub-user-scheduler',
  title: 'Servers are packed onto few nodes',
  why: 'The usual scheduler spreads servers over all nodes, and a node with one server on it cannot be given back. On GKE the cluster can pack by itself.',
  severity: 'low',
  category: 'cost',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Set scheduling.userScheduler.enabled: true in the values of the hub file. On GKE cluster_autoscaling { autoscaling_profile = "OPTIMIZE_UTILIZATION" } does the same.',
  references: [],
  examples: {
    pass: hubExample({ scheduling: { userScheduler: { enabled: true } } }),
    fail: hubExample({ scheduling: { userScheduler: { enabled: false } } }),
  },
  checks: onHub((values, release, { resources }) => {
    const clusters = resources
      .ofType('google_container_cluster')
      .filter(({ stack }) => release.stack === stack || release.stack.startsWith(`${stack}-`));
    const packs = clusters.some((cluster) => {
      const profile = see(cluster.get('cluster_autoscaling.autoscaling_profile'));
      return profile.seen && profile.value === 'OPTIMIZE_UTILIZATION';
    });
    return packs
      ? pass
      : flag(values, 'scheduling.userScheduler.enabled', true, 'so servers are spread over all nodes');
  }),
};

/** Idle servers are looked for often enough. */
export const hubCullInterval: Rule = {
  id: 'cost/hub-cull-interval',
  title: 'Idle servers are looked for several times within their time',
  why: 'A server that becomes idle just after a look stays for another round: with one round an hour it costs nearly twice its time.',
  severity: 'low',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: 'Leave cull.every out of the values of the hub file, or set it to a third of cull.timeout.',
  references: [],
  examples: {
    pass: hubExample({ cull: { timeout: 3600, every: 600 } }),
    fail: hubExample({ cull: { timeout: 3600, every: 3600 } }),
  },
  checks: onHub((values) => {
    const timeout = see(values.get('cull.timeout'));
    if (!timeout.seen) return unseen(values, 'cull.timeout');
    const most = (asNumber(timeout.value) ?? 3600) / 3;
    return judge(values.get('cull.every'), 'cull.every', (value) =>
      (asNumber(value) ?? 0) <= most
        ? undefined
        : `cull.every is ${show(value)} seconds, more than a third of cull.timeout, ${Math.floor(most)} seconds`,
    );
  }),
};

const CAPACITY = 'singleuser.storage.capacity';

/** Home disks are not larger than people need. */
export const hubHomeCapacity: Rule = {
  id: 'cost/hub-home-capacity',
  title: 'Home disks of users are within the limit',
  why: 'A disk per user is paid whether it is full or not, also by those who came once.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Use a homeStorage of the cluster, of which users share the space. In raw values lower singleuser.storage.capacity; policies.limits.maxHomeGiB says how much is fine.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { storage: { capacity: '10Gi' } } }),
    fail: hubExample({ singleuser: { storage: { capacity: '500Gi' } } }),
  },
  checks: onHub((values, _, { limits }) => {
    const type = see(values.get('singleuser.storage.type'));
    if (type.seen && type.value !== 'dynamic') return pass;
    return judge(values.get(CAPACITY), CAPACITY, (value) => {
      const size = gibibytesOf(value);
      return size === undefined || size <= limits.maxHomeGiB
        ? undefined
        : `${CAPACITY} is ${show(value)}, at most ${limits.maxHomeGiB} GiB are allowed`;
    });
  }),
};
