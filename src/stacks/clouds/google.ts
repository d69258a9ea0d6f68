import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { FilestoreHomeStorage, FilestoreTier, GkeBudget, GkeCluster } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import { budgetOptions } from '../budget-options.ts';
import { type Cloud, ownership, storageName } from './cloud.ts';

type GoogleCluster = Extract<Cluster, { provider: 'google' }>;

const isZone = (location: string): boolean => /-[a-z]$/.test(location);
const regionOf = (location: string): string => (isZone(location) ? location.slice(0, -2) : location);
/** Zone of the nodes and of what is bound to one: the location, or zone b, which every region has. */
const zoneOf = (location: string): string => (isZone(location) ? location : `${location}-b`);

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

  createCluster(scope, id, { name, project, location, kubernetesVersion, controlPlane, network }) {
    const { allowedCidrs } = controlPlane;
    const zones = [zoneOf(location)];
    const { cidr } = network;
    return new GkeCluster(scope, id, {
      clusterName: name,
      project,
      location,
      zones,
      kubernetesVersion,
      allowedCidrs,
      cidr,
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
        networkName: cluster.name,
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
