import { ClusterProviders, JupyterHub } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import { choicePrices } from '../fleet/choice-prices.ts';
import type { Hub } from '../fleet/fleet.ts';
import { priceBookOf } from '../fleet/price-book.ts';
import { authenticationOf } from './authentication.ts';
import { cloudOf } from './clouds/registry.ts';
import { checkHub } from './hub-checks.ts';
import { featuresOf, networkOf } from './hub-features.ts';
import { serverOf } from './hub-server.ts';
import { storageOf } from './hub-storage.ts';
import type { StackPlace } from './layer.ts';
import { staffOf } from './staff.ts';

/** One hub: its namespace, cloud identity, scratch bucket and Helm release. */
export function buildHub(stack: TerraformStack, place: StackPlace): void {
  const { cluster, hub } = place;
  if (hub === undefined) throw new Error(`${place.name}: a stack of layer hub without a hub`);
  const found = cloudOf(cluster).findCluster(stack, 'Cluster', cluster);
  new ClusterProviders(stack, 'Providers', found);
  const { admins, blockedUsers, roles, chart, lastDay, values } = hub;
  const made = new JupyterHub(stack, 'Hub', {
    cluster: found,
    hubName: hub.name,
    domain: hub.domain,
    access: {
      authentication: authenticationOf(hub.authentication),
      admins,
      staffAdmins: staffOf(hub, place.staff),
      blockedUsers,
      roles,
    },
    server: serverOf(hub, cluster, hub.showPrices ? choicePrices(hub, cluster, priceBookOf(place.pricing)) : []),
    storage: storageOf(stack, place, hub),
    network: networkOf(hub),
    culling: cullingOf(hub),
    features: featuresOf(stack, place, hub),
    release: {
      chartVersion: chart.version,
      hubImage: chart.hubImage,
      timeoutSeconds: chart.timeoutSeconds,
      secretsRevision: chart.secretsRevision,
      ...(lastDay && { lastDay }),
      values,
      labels: { 'hubfleet.dev/cluster': cluster.name, 'hubfleet.dev/stage': hub.stage },
    },
  });
  checkHub(stack, { cluster, file: hub, hub: made, found, cloud: cloudOf(cluster) });
}

function cullingOf({ culling: { idleMinutes, ...culling } }: Hub) {
  return { ...culling, serverIdleMinutes: idleMinutes };
}
