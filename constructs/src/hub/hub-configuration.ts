import type { AuthenticationSettings, Credential } from './authentication-settings';
import type { Culling } from './culling';
import type { HubAccess } from './hub-access';
import type { HubFeatures } from './hub-features';
import type { HubNetwork } from './hub-network';
import type { HubStorage } from './hub-storage';
import type { Refuse } from './refuse';
import type { UserServer } from './user-server';

/** Everything the chart's values depend on. */
export interface HubConfiguration {
  readonly clusterName: string;
  readonly hubName: string;
  readonly domain: string;
  readonly access: HubAccess;
  readonly authentication: AuthenticationSettings;
  /** Everything secret that the hub reads from its environment. */
  readonly credentials: readonly Credential[];
  readonly server: UserServer;
  readonly storage: HubStorage;
  readonly network: HubNetwork;
  readonly culling: Culling;
  readonly features: HubFeatures;
  readonly labels: Record<string, string>;
  readonly chartVersion: string;
  readonly hubImage?: string;
  readonly secretsRevision: number;
  readonly lastDay?: string;
  /** Kubernetes secret with the hub's credentials. */
  readonly credentialsSecret: string;
  /** Kubernetes secret with the login to the registry of built images. */
  readonly registrySecret?: string;
  readonly metadataServer: boolean;
  readonly scratchUrl?: string;
  readonly persistentUrl?: string;
  readonly refuse: Refuse;
}

/** Service account of user servers; its annotations carry their cloud identity. */
export const USER_SERVICE_ACCOUNT = 'user-sa';

/** Claim of the home directories within a hub's namespace. */
export const HOME_CLAIM = 'home-nfs';

/** User of the health check; nobody can log in as it. */
export const HEALTH_CHECK_USER = 'deployment-service-check';

/** All administrators, each once. */
export function allAdmins(access: HubAccess): string[] {
  return [...new Set([...(access.admins ?? []), ...(access.staffAdmins ?? [])])];
}
