import { JupyterHub } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { Cluster } from '../fleet/fleet.ts';
import { bucketGrants } from './bucket-options.ts';
import type { Cloud } from './clouds/cloud.ts';

/** Gives the users of a hub what the cluster file grants them. */
export function grantToHub(stack: TerraformStack, cluster: Cluster, hubName: string, cloud: Cloud<Cluster>): void {
  const hub = stack.node.children.find((child) => child instanceof JupyterHub);
  if (hub === undefined) throw new Error(`${stack.node.id}: a stack of layer hub without a hub`);
  const buckets = new Construct(stack, 'Buckets');
  for (const [name, { hubs }] of Object.entries(cluster.buckets)) {
    const granted = hubs[hubName];
    if (granted) bucketGrants[granted](cloud.findBucket(buckets, name, cluster, name), hub.identity);
  }
  cloud.allowHub(stack, 'Permissions', cluster, hubName, hub.identity);
}
