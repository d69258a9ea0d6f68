import { ClusterProviders, Home, type HubStorage, Ingress, JupyterHub } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Hub } from '../fleet/fleet.ts';
import { authenticationOf } from './authentication.ts';
import type { Cloud } from './clouds/cloud.ts';
import { cloudOf } from './clouds/registry.ts';
import type { StackPlace } from './layer.ts';
import { profilePools, profilesOf } from './profiles.ts';
import { staffOf } from './staff.ts';

/** One hub: its namespace, cloud identity, scratch bucket and Helm release. */
export function buildHub(stack: TerraformStack, place: StackPlace): void {
  const { cluster, hub } = place;
  if (hub === undefined) throw new Error(`${place.name}: a stack of layer hub without a hub`);
  const cloud = cloudOf(cluster);
  const found = cloud.findCluster(stack, 'Cluster', cluster);
  new ClusterProviders(stack, 'Providers', found);
  const { admins, image, defaultUrl, environment, culling, values } = hub;
  new JupyterHub(stack, 'Hub', {
    cluster: found,
    hubName: hub.name,
    domain: hub.domain,
    access: { authentication: authenticationOf(hub.authentication), admins, staffAdmins: staffOf(hub, place.staff) },
    server: { image, defaultUrl, environment, profiles: profilesOf(hub, cluster), pools: profilePools(cluster) },
    storage: storageOf(stack, place, hub, cloud),
    network: { ingressNamespace: Ingress.NAMESPACE },
    culling: { serverIdleMinutes: culling.idleMinutes, maxAgeHours: culling.maxAgeHours },
    release: { values, labels: { 'hubfleet.dev/cluster': cluster.name, 'hubfleet.dev/stage': hub.stage } },
  });
}

function storageOf(stack: TerraformStack, { cluster }: StackPlace, hub: Hub, cloud: Cloud<typeof cluster>): HubStorage {
  const { home, quotaGiB } = hub.storage;
  const { deleteAfterDays } = hub.scratchBucket ?? {};
  return {
    home:
      home === 'none'
        ? Home.none()
        : Home.nfs({ storage: cloud.findHomeStorage(stack, 'HomeStorage', cluster, home), quotaGiB }),
    scratch:
      deleteAfterDays === undefined
        ? undefined
        : { deleteAfterDays, bucketName: cloud.bucketName(cluster, `${cluster.name}-${hub.name}-scratch`) },
  };
}
