import type { ClusterAccessOptions, ICluster, IHomeStorage, NodePoolOptions } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import type { StackPlace } from '../layer.ts';

/** A cluster that this program creates, and that therefore gets pools. */
export interface OwnCluster extends ICluster {
  addPool(poolName: string, options: NodePoolOptions): unknown;
  addAccess(accessName: string, options: ClusterAccessOptions): void;
}

/** What the stacks ask of a cloud, so that none of them asks which cloud it is. */
export interface Cloud<Settings extends Cluster> {
  /** Terraform's local name of the cloud's provider. */
  readonly provider: string;
  /** Configures the provider for one stack; all that it creates is labelled with the stack and its owner. */
  addProvider(stack: TerraformStack, place: StackPlace, cluster: Settings): void;
  createCluster(scope: Construct, id: string, cluster: Settings): OwnCluster;
  /** The cluster as other stacks see it: found by its name when Terraform plans. */
  findCluster(scope: Construct, id: string, cluster: Settings): ICluster;
  createBudget(scope: Construct, id: string, cluster: Settings): void;
  /** Creates all home storage that the cluster file names. */
  createHomeStorage(scope: Construct, cluster: Settings): void;
  /** Home storage as hubs see it. */
  findHomeStorage(scope: Construct, id: string, cluster: Settings, name: string): IHomeStorage;
  /** A bucket name that is nobody else's: bucket names are shared by all customers of a cloud. */
  bucketName(cluster: Settings, name: string): string;
}

/** Name of a home storage in its cloud. */
export function storageName(cluster: Cluster, name: string): string {
  return `${cluster.name}-${name}`;
}

/** Tags or labels of everything in a stack. */
export function ownership({ name, cluster, hub }: StackPlace): Record<string, string> {
  return { cluster: cluster.name, stack: name, ...(hub ? { hub: hub.name } : {}) };
}
