import { type FullPool, type QuotaNeed, sumByQuota } from '../quota-need.ts';
import type { AwsClusterFile } from './aws.ts';

/** Groups of machine families that share a quota of vCPUs (EC2 service quotas). */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^(?:g|vt)\d/, 'G and VT'],
  [/^p\d/, 'P'],
  [/^inf\d/, 'Inf'],
  [/^trn\d/, 'Trn'],
  [/^x\d/, 'X'],
];
const STANDARD = 'Standard (A, C, D, H, I, M, R, T, Z)';
const SUBNET_BITS = 3;
/** Addresses that AWS keeps of each subnet. */
const KEPT_ADDRESSES = 5;
const DEFAULT_CIDR = '10.0.0.0/16';

/** What a cluster on AWS needs of its account and its network. */
export function awsQuotas(cluster: AwsClusterFile, pools: readonly FullPool[]): QuotaNeed[] {
  const { natGateways, existing } = cluster.network;
  const names = pools.map(({ name }) => name);
  const gateways = natGateways === 'perZone' ? cluster.zones.length : 1;
  return [
    ...sumByQuota(pools, ({ machineType, spot, cpus, diskGiB }) => ({
      [vcpuQuota(machineType, spot)]: cpus,
      'Storage for General Purpose SSD (gp3) volumes, in TiB': diskGiB / 1024,
    })),
    ...(existing
      ? []
      : [{ quota: 'EC2-VPC Elastic IPs', needed: gateways, pools: [] }, podAddresses(cluster, pools, names)]),
  ];
}

function vcpuQuota(machineType: string, spot: boolean): string {
  const group = GROUPS.find(([pattern]) => pattern.test(machineType))?.[1] ?? STANDARD;
  return spot ? `All ${group} Spot Instance Requests, in vCPUs` : `Running On-Demand ${group} instances, in vCPUs`;
}

/** The VPC CNI gives each pod an address of the subnet, and keeps as many again ready on each node. */
function podAddresses(cluster: AwsClusterFile, pools: readonly FullPool[], names: string[]): QuotaNeed {
  const prefix = Number((cluster.network.cidr ?? DEFAULT_CIDR).split('/')[1]) + SUBNET_BITS;
  const needed = pools.reduce((sum, { nodes, cpus }) => sum + nodes * addressesOf(cpus / nodes), 0);
  const quota = 'addresses of the first private subnet';
  return { quota, needed, available: 2 ** (32 - prefix) - KEPT_ADDRESSES, pools: names };
}

/** Addresses of one network interface and its warm twin, by size (EC2 user guide, "IP addresses per interface"). */
function addressesOf(cpus: number): number {
  if (cpus <= 2) return 20;
  if (cpus <= 8) return 30;
  return cpus <= 32 ? 60 : 100;
}
