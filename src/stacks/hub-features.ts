import {
  Exposure,
  type HubFeatures,
  type HubNetwork,
  ImagePulling,
  Ingress,
  IngressController,
  InternetAccess,
  type NodePlaceholders,
  type Placeholders,
} from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Hub } from '../fleet/fleet.ts';
import { daskOf } from './hub-server.ts';
import { imageBuildingOf } from './image-building.ts';
import type { StackPlace } from './layer.ts';
import { resourcesOf } from './profiles.ts';

const pulling = {
  onDemand: ImagePulling.ON_DEMAND,
  onNewNodes: ImagePulling.ON_NEW_NODES,
  beforeUpgrades: ImagePulling.BEFORE_UPGRADES,
} satisfies Record<Hub['imagePulling'], ImagePulling>;

const access = {
  allPorts: InternetAccess.ALL_PORTS,
  webOnly: InternetAccess.WEB_ONLY,
} satisfies Record<Hub['internetAccess'], InternetAccess>;

const controllers = {
  traefik: IngressController.TRAEFIK,
  f5Nginx: IngressController.F5_NGINX,
};

/** What a hub does beside starting servers, in the words of the constructs. */
export function featuresOf(stack: TerraformStack, place: StackPlace, hub: Hub): HubFeatures {
  const { cluster } = place;
  const { limits, packServers, healthCheck, announcement, templateVariables, pythonSnippets } = hub;
  return {
    namedServersPerUser: limits.namedServersPerUser,
    activeServerLimit: limits.activeServers,
    concurrentSpawnLimit: limits.concurrentStarts,
    placeholders: placeholdersOf(hub),
    nodePlaceholders: nodePlaceholdersOf(hub),
    homePage: hub.homePage,
    imagePulling: pulling[hub.imagePulling],
    packServers,
    healthCheck,
    announcement,
    templateVariables,
    pythonSnippets,
    groupMetrics: cluster.support.prometheus.enabled && hub.metrics.groups,
    homeMetrics: cluster.support.prometheus.enabled && hub.metrics.homeSizes,
    dask: daskOf(hub, cluster),
    imageBuilding: imageBuildingOf(stack, place, hub),
  };
}

/** A placeholder is as large as a server that nobody chose, unless the file says otherwise. */
function placeholdersOf({ placeholders, profiles }: Hub): Placeholders | undefined {
  if (!placeholders || placeholders.wholeNodes) return undefined;
  const profile = profiles.find((each) => each.default) ?? profiles[0];
  const memory = placeholders.memory ?? profile?.memory;
  const cpu = placeholders.cpu ?? profile?.cpu;
  return { count: placeholders.count, resources: memory && cpu && resourcesOf({ memory, cpu }) };
}

function nodePlaceholdersOf({ placeholders, profiles }: Hub): NodePlaceholders | undefined {
  const profile = profiles.find((each) => each.default) ?? profiles[0];
  const pool = placeholders?.pool ?? profile?.pool;
  return placeholders?.wholeNodes && pool !== undefined ? { count: placeholders.count, pool } : undefined;
}

/** How a hub is reached, in the words of the constructs. */
export function networkOf({ exposure, internetAccess }: Hub): HubNetwork {
  return {
    internetAccess: access[internetAccess],
    ingressNamespace: exposure?.kind === 'gateway' ? exposure.namespace : Ingress.NAMESPACE,
    exposure: exposure && exposureOf(exposure),
  };
}

function exposureOf(exposure: NonNullable<Hub['exposure']>): Exposure {
  if (exposure.kind === 'ingress') {
    return Exposure.ingress({ controller: controllers[exposure.controller], tlsIssuer: exposure.issuer });
  }
  const { name, namespace, listener } = exposure;
  return Exposure.gateway({ gatewayName: name, gatewayNamespace: namespace, sectionName: listener });
}
