import { type MachinePool, machinePools } from '../../cost/machine-pools';
import { nodeRoom } from '../../cost/node-capacity';
import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { isRecord, type Json } from '../../value';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';

/** Part of a node that may stay empty when it is full of one profile. */
const MOST_STRANDED = 0.2;

function judgeHub(release: Resource, context: RuleContext): Verdict {
  const values = hubValues(release);
  if (!values) return pass;
  const list = see(values.get('singleuser.profileList'));
  if (!list.seen)
    return unknown(`singleuser.profileList cannot be checked: it ${list.reason}`, 'singleuser.profileList');
  if (!Array.isArray(list.value)) return pass;
  const pools = machinePools(release, context.resources);
  return list.value.flatMap((profile, index) => judgeProfile(profile, index, pools));
}

function judgeProfile(profile: Json, index: number, pools: readonly MachinePool[]): Verdict {
  const override = isRecord(profile) ? profile.kubespawner_override : undefined;
  // On a node with GPUs these decide how many fit, and their price makes that of memory small.
  if (!isRecord(override) || isRecord(override.extra_resource_limits)) return pass;
  const bytes = bytesOf(override.mem_guarantee);
  const pool = pools.find(({ labels }) => selects(override.node_selector, labels));
  const room = pool && nodeRoom(pool.machineType);
  if (bytes === undefined || !pool || !room) return pass;
  const milliCpus = Number(override.cpu_guarantee ?? 0) * 1000;
  const byCpu = milliCpus > 0 ? Math.floor(room.milliCpus / milliCpus) : Number.POSITIVE_INFINITY;
  const servers = Math.min(Math.floor(room.bytes / bytes), byCpu);
  const name = isRecord(profile) ? String(profile.slug ?? profile.display_name ?? index) : String(index);
  const attribute = `singleuser.profileList[${index}]`;
  if (servers === 0) {
    return fail(
      `profile ${name} asks for more than a ${pool.machineType} of pool ${pool.name} has: its servers never start`,
      attribute,
    );
  }
  const stranded = 1 - (servers * bytes) / room.bytes;
  if (stranded <= MOST_STRANDED) return pass;
  const limit = byCpu * bytes < room.bytes ? ', because CPUs run out first' : '';
  return fail(
    `profile ${name} leaves ${Math.round(stranded * 100)} % of the memory of a ${pool.machineType} empty: ${servers} fit on a node of pool ${pool.name}${limit}`,
    attribute,
  );
}

function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  if (!isRecord(selector)) return false;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === String(value));
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** JupyterHub's own spelling of memory: a number of bytes, or one with K, M, G or T. */
function bytesOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 ? value : undefined;
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(String(value ?? ''));
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) : undefined;
}

const hub = (memory: string) => ({
  resource: {
    aws_eks_node_group: {
      users: { node_group_name: 'users', instance_types: ['r5.xlarge'], labels: { 'hubfleet.dev/pool': 'users' } },
    },
    helm_release: {
      hub: {
        chart: 'jupyterhub',
        values: [
          JSON.stringify({
            singleuser: {
              profileList: [
                {
                  slug: 'large',
                  kubespawner_override: { mem_guarantee: memory, node_selector: { 'hubfleet.dev/pool': 'users' } },
                },
              ],
            },
          }),
        ],
      },
    },
  },
});

/** Profiles fill the nodes they run on. */
export const strandedCapacity: Rule = {
  id: 'cost/stranded-capacity',
  title: 'A node full of one profile has at most a fifth of its memory left over',
  why: 'A node is paid for as a whole. A profile of just over half a node pays for twice what it gets.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Set memory.guaranteeGiB of the profile to a whole part of what a node has (a half, a quarter, an eighth), or give its pool another machineType. In chart values change mem_guarantee or node_selector.',
  references: [],
  examples: { pass: { terraform: hub('14G') }, fail: { terraform: hub('20G') } },
  checks: { helm_release: judgeHub },
};
