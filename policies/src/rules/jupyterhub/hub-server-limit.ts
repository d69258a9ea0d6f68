import { type MachinePool, machinePools } from '../../cost/machine-pools';
import { nodeRoom } from '../../cost/node-capacity';
import type { HelmValues } from '../../helm-values';
import type { Rule } from '../../rule';
import { asNumber, fail, pass, see, unknown, type Verdict } from '../../verdict';
import { bytesOf, onHub, overridesOf } from './on-hub';

const LIMIT = 'hub.activeServerLimit';
const GUARANTEE = 'singleuser.memory.guarantee';
const PURPOSE = 'hub.jupyter.org/node-purpose';

/** Memory for servers when all pools of users are at their largest; undefined when a pool cannot be seen. */
function mostMemory(pools: readonly MachinePool[]): number | undefined {
  let bytes = 0;
  for (const { machineType, maxNodes } of pools) {
    const room = nodeRoom(machineType);
    if (!room || maxNodes === undefined) return undefined;
    bytes += room.bytes * maxNodes;
  }
  return bytes;
}

/** The least memory that any choice is guaranteed. */
function leastGuarantee(values: HelmValues): number | undefined {
  const paths = [GUARANTEE, ...overridesOf(values).map(({ at }) => `${at}.mem_guarantee`)];
  const sizes = paths.flatMap((path) => {
    const sight = see(values.get(path));
    const bytes = sight.seen ? bytesOf(sight.value) : undefined;
    return bytes ? [bytes] : [];
  });
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

function judgeLimit(values: HelmValues, pools: readonly MachinePool[]): Verdict {
  const sight = see(values.get(LIMIT));
  if (!sight.seen) return unknown(`${LIMIT} cannot be checked: it ${sight.reason}`, LIMIT);
  const limit = asNumber(sight.value);
  const users = pools.filter(({ labels }) => labels[PURPOSE] === 'user');
  const least = leastGuarantee(values);
  // Without its pools in the check nothing can be said; a hub without a limit is bounded by its pools.
  if (!limit || least === undefined || users.length === 0) return pass;
  const bytes = mostMemory(users);
  if (bytes === undefined) return unknown(`${LIMIT} cannot be checked: the size of a pool is not known`, LIMIT);
  const servers = Math.floor(bytes / least);
  return servers >= limit
    ? pass
    : fail(
        `${LIMIT} is ${limit}, but the pools at their largest have room for ${servers} of the smallest servers`,
        LIMIT,
      );
}

const hub = (activeServerLimit: number) => ({
  terraform: {
    resource: {
      aws_eks_node_group: {
        users: {
          node_group_name: 'users',
          instance_types: ['r5.xlarge'],
          labels: { [PURPOSE]: 'user' },
          scaling_config: { min_size: 0, max_size: 4 },
        },
      },
      helm_release: {
        hub: {
          chart: 'jupyterhub',
          values: [
            JSON.stringify({ hub: { activeServerLimit }, singleuser: { memory: { guarantee: '2G', limit: '2G' } } }),
          ],
        },
      },
    },
  },
});

/** What is promised can be held. */
export const hubServerLimit: Rule = {
  id: 'reliability/hub-server-limit',
  title: 'A hub lets in no more servers than its pools have room for',
  why: 'Above what the pools hold, starts wait until they time out, and users see a fault instead of a hub that is full.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Lower limits.activeServers of the hub file, or raise maxNodes of its pools in cluster.yaml as far as the budget allows. In chart values lower hub.activeServerLimit.',
  references: [],
  examples: { pass: hub(50), fail: hub(80) },
  checks: onHub((values, release, { resources }) => judgeLimit(values, machinePools(release, resources))),
};
