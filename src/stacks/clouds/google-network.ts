import { GkeNetwork, type IGkeNetwork } from '@hubfleet/constructs';
import type { Construct } from 'constructs';
import { type GoogleCluster, regionOf } from './google-cluster.ts';

/** Name of the network that the cluster is in. */
export function networkName({ name, network: { existing } }: GoogleCluster): string {
  return existing?.name ?? name;
}

/** The network of a new cluster: one of its own, or one that is there already. */
export function networkOf(scope: Construct, { name, location, network }: GoogleCluster): IGkeNetwork {
  const { cidr, flowLogSampling, existing } = network;
  if (!existing) {
    return new GkeNetwork(scope, 'Network', { networkName: name, region: regionOf(location), cidr, flowLogSampling });
  }
  return GkeNetwork.fromExisting(scope, 'Network', {
    networkName: existing.name,
    subnetworkName: existing.subnetwork,
    podRangeName: existing.podRange,
    serviceRangeName: existing.serviceRange,
    controlPlaneCidr: existing.controlPlaneCidr,
  });
}
