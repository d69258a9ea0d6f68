import { isInAccount } from '../fleet/account-cluster.ts';
import type { Cluster, Fleet, Hub } from '../fleet/fleet.ts';
import { stackName } from '../fleet/stack-name.ts';

/** The units of state of a cluster, in the order they are applied. */
export const layers = ['cluster', 'data', 'support', 'hub'] as const;
export type Layer = (typeof layers)[number];

/** One unit of state: what it is called, what it belongs to, what must exist before it. */
export interface StackPlace {
  readonly name: string;
  readonly layer: Layer;
  readonly cluster: Cluster;
  readonly hub?: Hub;
  /** Staff of the fleet. */
  readonly staff: Fleet['staff'];
  /** What the fleet pays for machines. */
  readonly pricing: Fleet['pricing'];
  /** Names of stacks that must be applied first. */
  readonly dependsOn: readonly string[];
}

/** Every stack of the fleet, clusters by name, within each in the order of application. */
export function stacksOfFleet({ clusters, staff, pricing }: Fleet): StackPlace[] {
  return clusters.flatMap((cluster) => stacksOf({ cluster, staff, pricing }));
}

function stacksOf(shared: Pick<StackPlace, 'cluster' | 'staff' | 'pricing'>): StackPlace[] {
  const { cluster } = shared;
  const { name } = cluster;
  const data = stackName(name, 'data');
  const support = stackName(name, 'support');
  // A cluster that is there already has no stack that makes it; one without an account has nothing to keep data in.
  const own = cluster.existing ? [] : [name];
  const kept = isInAccount(cluster) ? [...own, data] : [];
  return [
    ...own.map(() => ({ name, layer: 'cluster' as const, ...shared, dependsOn: [] })),
    ...kept.slice(own.length).map(() => ({ name: data, layer: 'data' as const, ...shared, dependsOn: own })),
    // Servers of homes are here, their disks in the data stack.
    { name: support, layer: 'support', ...shared, dependsOn: kept },
    ...cluster.hubs.map((hub) => ({
      name: stackName(name, hub.name),
      layer: 'hub' as const,
      ...shared,
      hub,
      dependsOn: [...kept, support],
    })),
  ];
}
