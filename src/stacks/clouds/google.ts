import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import {
  ClusterAdministrator,
  FilestoreHomeStorage,
  GkeBucket,
  GkeBudget,
  GkeCluster,
  GkeImageRegistry,
  GkeProjectRoles,
  GkeRegistry,
  GkeUptimeCheck,
  GkeUptimeContacts,
  HcpCloudLogin,
  PersistentHomeDisk,
  QuotaHomeServer,
  ReleaseChannel,
} from '@hubfleet/constructs';
import { budgetOptions } from '../budget-options.ts';
import { homeServerName } from '../home-disk-options.ts';
import { pipelineName, pipelineOptions } from '../pipeline-options.ts';
import { registryOptions } from '../registry-options.ts';
import { type Cloud, cloudName, ownership, storageName } from './cloud.ts';
import { type GoogleCluster, regionOf, zoneOf } from './google-cluster.ts';
import { createGoogleData, googleBucketName } from './google-data.ts';
import { maintenanceWindow } from './google-maintenance.ts';
import { networkOf } from './google-network.ts';

/** Google Cloud. */
export const google: Cloud<GoogleCluster> = {
  providers: ['google'],

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
    const own = new GkeCluster(scope, id, {
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
    if (cluster.pipeline) own.createCiIdentity(scope, 'Pipeline', pipelineOptions(name, cluster.pipeline));
    return own;
  },

  findCluster(scope, id, cluster) {
    const { project, location, existing } = cluster;
    return GkeCluster.fromGkeClusterAttributes(scope, id, {
      clusterName: cloudName(cluster),
      project,
      location,
      kubeconfigContext: existing?.kubeconfigContext,
    });
  },

  bindPipeline(scope, id, { name, project, pipeline }) {
    if (pipeline) new ClusterAdministrator(scope, id, `${pipelineName(name)}@${project}.iam.gserviceaccount.com`);
  },

  createBudget(scope, id, cluster) {
    new GkeBudget(scope, id, cluster.billingAccount, cluster.project, budgetOptions(cluster));
  },

  createRegistry(scope, id, cluster) {
    const options = registryOptions(cluster);
    if (options) new GkeRegistry(scope, id, regionOf(cluster.location), options);
  },

  createData: createGoogleData,

  findHomeStorage(scope, id, cluster, name) {
    if (cluster.homeStorage[name]?.kind === 'disk') {
      return QuotaHomeServer.fromServerName(scope, id, homeServerName(name));
    }
    return FilestoreHomeStorage.fromStorageName(scope, id, storageName(cluster, name), zoneOf(cluster.location));
  },

  findHomeDisk(_scope, _id, cluster, name) {
    const storage = cluster.homeStorage[name];
    const zone = (storage?.kind === 'disk' ? storage.zone : undefined) ?? zoneOf(cluster.location);
    return PersistentHomeDisk.fromDiskAttributes({
      diskName: storageName(cluster, name),
      project: cluster.project,
      zone,
    });
  },

  findBucket(scope, id, cluster, name) {
    return GkeBucket.fromBucketName(scope, id, googleBucketName(cluster, storageName(cluster, name)));
  },

  findImageRegistry(scope, id, { name: registryName, project, location }, repositoryName) {
    return new GkeImageRegistry(scope, id, { project, region: regionOf(location), registryName, repositoryName });
  },

  allowHub(scope, id, { project, hubPermissions }, hub, identity) {
    const roles = hubPermissions[hub];
    if (roles) new GkeProjectRoles(scope, id, project, identity, roles);
  },

  createUptimeContacts(scope, id, { project }, contacts) {
    new GkeUptimeContacts(scope, id, project, contacts);
  },

  createUptimeCheck(scope, id, { project }, { check, contacts }) {
    const found = GkeUptimeContacts.fromOptions(scope, `${id}Contacts`, project, contacts);
    new GkeUptimeCheck(scope, id, project, found, check);
  },

  hcpLogin({ hcpLogin: login }) {
    return login && HcpCloudLogin.google(login);
  },

  bucketName: googleBucketName,
};
