/** Layers of a cluster that are not hubs; a hub may not be called like one. */
export const clusterLayers = ['data', 'support'] as const;

/** Name of a stack: the cluster's own, or that of one of its layers or hubs. */
export function stackName(cluster: string, part?: string): string {
  return part ? `${cluster}-${part}` : cluster;
}

/** Name of the stack that sets up the workspaces of all the others. */
export const hcpStackName = 'fleet-hcp';
