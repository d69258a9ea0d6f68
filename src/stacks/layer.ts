import type { Cluster, Hub } from '../fleet/fleet.ts';

/** The units of state of a cluster, in the order they are applied. */
export const layers = ['cluster', 'data', 'support', 'hub'] as const;
export type Layer = (typeof layers)[number];

/** One unit of state: what it is called, what it belongs to, what must exist before it. */
export interface StackPlace {
  readonly name: string;
  readonly layer: Layer;
  readonly cluster: Cluster;
  readonly hub?: Hub;
  /** Names of stacks that must be applied first. */
  readonly dependsOn: readonly string[];
}

/** Every stack of a cluster, in the order of application. */
export function stacksOf(cluster: Cluster): StackPlace[] {
  const { name } = cluster;
  const data = `${name}-data`;
  const support = `${name}-support`;
  return [
    { name, layer: 'cluster', cluster, dependsOn: [] },
    { name: data, layer: 'data', cluster, dependsOn: [name] },
    { name: support, layer: 'support', cluster, dependsOn: [name] },
    ...cluster.hubs.map((hub) => ({
      name: `${name}-${hub.name}`,
      layer: 'hub' as const,
      cluster,
      hub,
      dependsOn: [name, data, support],
    })),
  ];
}
