import type { HubConfiguration } from './hub-configuration';
import { ImagePulling } from './hub-features';
import type { Draft } from './json';
import { checkFit, MIN_CPU_GUARANTEE } from './profile-fit';
import { defaultResources } from './server-values';

/** `scheduling`: each pod on the nodes made for it, and placeholders that give way to servers. */
export function schedulingValues(configuration: HubConfiguration): Draft {
  const { features, server, refuse } = configuration;
  const { placeholders, nodePlaceholders, packServers = false } = features;
  const pods = placeholders?.count ?? 0;
  const resources = placeholders?.resources ?? defaultResources(configuration);
  if (placeholders) checkFit(resources, undefined, server.pools ?? [], 'features.placeholders.resources', refuse);
  return {
    corePods: { nodeAffinity: { matchNodePurpose: 'require' } },
    userPods: { nodeAffinity: { matchNodePurpose: 'require' } },
    podPriority: { enabled: true },
    userPlaceholder: {
      // The chart makes the priority that gives way only with it.
      enabled: pods > 0 || nodePlaceholders !== undefined,
      replicas: pods,
      resources: placeholders && {
        requests: {
          memory: String(resources.memoryGuarantee.toBytes()),
          cpu: String(resources.cpuGuarantee ?? MIN_CPU_GUARANTEE),
        },
      },
    },
    userScheduler: {
      enabled: packServers,
      replicas: 1,
      resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '1Gi' } },
    },
  };
}

/** `prePuller`. */
export function pullingValues({ features }: HubConfiguration): Draft {
  const { imagePulling = ImagePulling.ON_DEMAND } = features;
  return {
    hook: { enabled: imagePulling === ImagePulling.BEFORE_UPGRADES },
    continuous: { enabled: imagePulling !== ImagePulling.ON_DEMAND },
  };
}

/** `cull`. */
export function cullingValues({ culling, authentication }: HubConfiguration): Draft {
  const { serverIdleMinutes = 60, maxAgeHours = 168, adminServers = true } = culling;
  // Looked for three times within its time, an idle server stays a third longer at most.
  const { everyMinutes = Math.max(1, Math.min(10, Math.floor(serverIdleMinutes / 3))) } = culling;
  return {
    enabled: true,
    timeout: serverIdleMinutes * 60,
    every: everyMinutes * 60,
    maxAge: maxAgeHours * 3600,
    adminUsers: adminServers,
    removeNamedServers: culling.forgetNamedServers ?? false,
    // Users are kept, or activity by month could not be counted; a visitor of BinderHub is a new user each time.
    users: authentication.visitors ?? false,
  };
}
