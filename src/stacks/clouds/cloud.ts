import type {
  ClusterAccessOptions,
  HcpCloudLogin,
  HomeDisk,
  IBucket,
  ICluster,
  IHomeStorage,
  IImageRegistry,
  IWorkloadIdentity,
  NodePoolOptions,
  UptimeCheckOptions,
  UptimeContactsOptions,
} from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountCluster } from '../../fleet/account-cluster.ts';
import type { Cluster } from '../../fleet/fleet.ts';
import type { StackPlace } from '../layer.ts';

/** A cluster that this program creates, and that therefore gets pools. */
export interface OwnCluster extends ICluster {
  addPool(poolName: string, options: NodePoolOptions): unknown;
  addAccess(accessName: string, options: ClusterAccessOptions): void;
}

/** What the stacks ask of a cloud, so that none of them asks which cloud it is. */
export interface Cloud<Settings extends Cluster> {
  /** Terraform's local names of the cloud's providers. */
  readonly providers: readonly string[];
  /** Configures the provider for one stack; all that it creates is labelled with the stack and its owner. */
  addProvider(stack: TerraformStack, place: StackPlace, cluster: Settings): void;
  /** Creates the cluster with its network and the identity of its pipeline. */
  createCluster(scope: Construct, id: string, cluster: Settings): OwnCluster;
  /** The cluster as other stacks see it: found by its name when Terraform plans. */
  findCluster(scope: Construct, id: string, cluster: Settings): ICluster;
  /** Lets the pipeline of the cluster administrate it from inside, where the cloud cannot say so from outside. */
  bindPipeline(scope: Construct, id: string, cluster: Settings): void;
  /** Creates the budget, and what else watches the cost. */
  createBudget(scope: Construct, id: string, cluster: Settings): void;
  /** Creates the registry of images, where the cluster file names one. */
  createRegistry(scope: Construct, id: string, cluster: Settings): void;
  /** Creates all home storage, buckets and databases that the cluster file names. */
  createData(scope: Construct, cluster: Settings): void;
  /** A bucket of the cluster file as hubs see it. */
  findBucket(scope: Construct, id: string, cluster: Settings, name: string): IBucket;
  /** A disk of the cluster file as its server sees it. */
  findHomeDisk(scope: Construct, id: string, cluster: Settings, name: string): HomeDisk;
  /** Allows the users of a hub what the cluster file says in the cloud's words. */
  allowHub(scope: Construct, id: string, cluster: Settings, hub: string, identity: IWorkloadIdentity): void;
  /** Home storage as hubs see it. */
  findHomeStorage(scope: Construct, id: string, cluster: Settings, name: string): IHomeStorage;
  /** Creates whom the uptime checks of a cluster tell. */
  createUptimeContacts(scope: Construct, id: string, cluster: Settings, contacts: UptimeContactsOptions): void;
  /** Asks a hub from outside whether it is there. */
  createUptimeCheck(scope: Construct, id: string, cluster: Settings, check: UptimeCheck): void;
  /** How runs in HCP Terraform log in for the cluster; undefined when its file does not say. */
  hcpLogin(cluster: Settings): HcpCloudLogin | undefined;
  /** A repository of the cluster's registry as builders of images see it. */
  findImageRegistry(scope: Construct, id: string, cluster: Settings, repository: string): IImageRegistry;
  /** A bucket name that is nobody else's: bucket names are shared by all customers of a cloud. */
  bucketName(cluster: Settings, name: string): string;
}

/** A check, and the contacts that another stack made. */
export interface UptimeCheck {
  readonly check: UptimeCheckOptions;
  readonly contacts: UptimeContactsOptions;
}

/** Name of a home storage in its cloud. */
export function storageName(cluster: Cluster, name: string): string {
  return `${cluster.name}-${name}`;
}

/** Name of a cluster in its cloud. */
export function cloudName({ name, existing }: AccountCluster): string {
  return existing?.name ?? name;
}

/** Tags or labels of everything in a stack. */
export function ownership({ name, cluster, hub }: StackPlace): Record<string, string> {
  return { cluster: cluster.name, stack: name, ...(hub ? { hub: hub.name } : {}) };
}
