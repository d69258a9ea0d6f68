import { isInAccount } from '../fleet/account-cluster.ts';
import type { Cluster, Fleet, Hub } from '../fleet/fleet.ts';
import { isWorkspaceOf, type WorkspaceBackend } from '../fleet/hcp-workspaces.ts';
import type { Backend } from '../fleet/schema/backend.ts';
import type { HcpSettings } from '../fleet/schema/hcp.ts';
import { hcpStackName, stackName } from '../fleet/stack-name.ts';

/** The units of state: the workspaces of the fleet, then those of each cluster, in the order they are applied. */
export const layers = ['workspaces', 'cluster', 'data', 'support', 'hub'] as const;
export type Layer = (typeof layers)[number];
/** The units of state of a cluster. */
export type ClusterLayer = Exclude<Layer, 'workspaces'>;

/** One unit of state: what it is called, what it belongs to, what must exist before it. */
export interface StackPlace {
  readonly name: string;
  readonly layer: ClusterLayer;
  readonly cluster: Cluster;
  readonly hub?: Hub;
  /** Staff of the fleet. */
  readonly staff: Fleet['staff'];
  /** What the fleet pays for machines. */
  readonly pricing: Fleet['pricing'];
  /** Names of stacks that must be applied first. */
  readonly dependsOn: readonly string[];
}

/** The stack that is of no cluster: it sets up the workspaces that keep the states of others. */
export interface WorkspacesPlace {
  readonly name: string;
  readonly layer: 'workspaces';
  readonly hcp: HcpSettings;
  readonly backend: Backend;
  readonly workspaces: readonly WorkspacePlace[];
  readonly dependsOn: readonly string[];
}

/** A stack that has a workspace. */
export interface WorkspacePlace extends StackPlace {
  readonly home: WorkspaceBackend;
}

/** Every stack of the clusters, by name of the cluster, within each in the order of application. */
export function stacksOfFleet({ clusters, staff, pricing, hcp }: Fleet): StackPlace[] {
  return clusters.flatMap((cluster) => stacksOf({ cluster, staff, pricing }, hcp));
}

/** The stack that sets up workspaces, in a fleet that has some. */
export function workspacesOfFleet(fleet: Fleet): WorkspacesPlace[] {
  const { hcp, backend } = fleet;
  if (!hcp || !backend) return [];
  const workspaces = stacksOfFleet(fleet).flatMap((place) => {
    const home = place.cluster.backend;
    return isWorkspaceOf(home, hcp) ? [{ ...place, home }] : [];
  });
  return [{ name: hcpStackName, layer: 'workspaces', hcp, backend, workspaces, dependsOn: [] }];
}

function stacksOf(shared: Pick<StackPlace, 'cluster' | 'staff' | 'pricing'>, hcp: Fleet['hcp']): StackPlace[] {
  const { cluster } = shared;
  const { name } = cluster;
  const data = stackName(name, 'data');
  const support = stackName(name, 'support');
  // A cluster that is there already has no stack that makes it; one without an account has nothing to keep data in.
  const own = cluster.existing ? [] : [name];
  const kept = isInAccount(cluster) ? [...own, data] : [];
  // Terraform makes a workspace that is missing, and then it cannot be made a second time.
  const before = hcp && isWorkspaceOf(cluster.backend, hcp) ? [hcpStackName] : [];
  return [
    ...own.map(() => ({ name, layer: 'cluster' as const, ...shared, dependsOn: before })),
    ...kept
      .slice(own.length)
      .map(() => ({ name: data, layer: 'data' as const, ...shared, dependsOn: [...before, ...own] })),
    // Servers of homes are here, their disks in the data stack.
    { name: support, layer: 'support', ...shared, dependsOn: [...before, ...kept] },
    ...cluster.hubs.map((hub) => ({
      name: stackName(name, hub.name),
      layer: 'hub' as const,
      ...shared,
      hub,
      dependsOn: [...before, ...kept, support],
    })),
  ];
}
