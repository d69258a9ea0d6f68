import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import {
  FilestoreHomeStorage,
  FilestoreTier,
  GkeBudget,
  GkeCluster,
  GkeNetwork,
  type IGkeNetwork,
  type MaintenanceWindow,
  ReleaseChannel,
  Weekday,
} from '@hubfleet/constructs';
import { Construct } from 'constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import { budgetOptions } from '../budget-options.ts';
import { type Cloud, ownership, storageName } from './cloud.ts';

type GoogleCluster = Extract<Cluster, { provider: 'google' }>;

const isZone = (location: string): boolean => /-[a-z]$/.test(location);
const regionOf = (location: string): string => (isZone(location) ? location.slice(0, -2) : location);
/** Zone of the nodes and of what is bound to one: the location, or zone b, which every region has. */
const zoneOf = (location: string): string => (isZone(location) ? location : `${location}-b`);

const days = {
  MO: Weekday.MONDAY,
  TU: Weekday.TUESDAY,
  WE: Weekday.WEDNESDAY,
  TH: Weekday.THURSDAY,
  FR: Weekday.FRIDAY,
  SA: Weekday.SATURDAY,
  SU: Weekday.SUNDAY,
};

function maintenanceWindow({ exclusions, ...window }: GoogleCluster['controlPlane']['maintenance']): MaintenanceWindow {
  return {
    ...window,
    days: window.days?.map((day) => days[day]),
    exclusions: Object.entries(exclusions).map(([exclusionName, { from, to }]) => ({
      exclusionName,
      startTime: from,
      endTime: to,
    })),
  };
}

function networkOf(scope: Construct, { name, location, network }: GoogleCluster): IGkeNetwork {
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

export const google: Cloud<GoogleCluster> = {
  provider: 'google',

  addProvider(stack, place, { project, location }) {
    const labels = Object.entries(ownership(place));
    new GoogleProvider(stack, 'Google', {
      project,
      region: regionOf(location),
      defaultLabels: Object.fromEntries(labels.map(([key, value]) => [`hubfleet-${key}`, value])),
      userProjectOverride: true,
      billingProject: project,
    });
  },

  createCluster(scope, id, cluster) {
    const { name, project, location, kubernetesVersion } = cluster;
    const { allowedCidrs, releaseChannel, maintenance, ...controlPlane } = cluster.controlPlane;
    return new GkeCluster(scope, id, {
      clusterName: name,
      project,
      location,
      zones: [zoneOf(location)],
      kubernetesVersion,
      allowedCidrs,
      network: networkOf(scope, cluster),
      controlPlane: {
        ...controlPlane,
        releaseChannel: ReleaseChannel[releaseChannel],
        maintenance: maintenanceWindow(maintenance),
      },
    });
  },

  findCluster(scope, id, { name, project, location }) {
    return GkeCluster.fromGkeClusterAttributes(scope, id, { clusterName: name, project, location });
  },

  createBudget(scope, id, cluster) {
    new GkeBudget(scope, id, cluster.billingAccount, cluster.project, budgetOptions(cluster));
  },

  createHomeStorage(scope, cluster) {
    const homes = new Construct(scope, 'Homes');
    for (const [key, { tier, capacityGiB }] of Object.entries(cluster.homeStorage)) {
      new FilestoreHomeStorage(homes, key, {
        storageName: storageName(cluster, key),
        networkName: cluster.network.existing?.name ?? cluster.name,
        zone: zoneOf(cluster.location),
        capacityGiB,
        tier: FilestoreTier[tier],
      });
    }
  },

  findHomeStorage(scope, id, cluster, name) {
    return FilestoreHomeStorage.fromStorageName(scope, id, storageName(cluster, name), zoneOf(cluster.location));
  },

  bucketName: ({ project }, name) => `${project}-${name}`,
};
