import type { SecretStore } from '../schema/secret-reference.ts';

/** What the checks ask about a cloud, so that none of them asks which cloud it is. */
export interface Cloud<Settings> {
  /** Region the cluster is in. */
  region(cluster: Settings): string;
  /** Zones named in the cluster file, each with its path. */
  zones(cluster: Settings): readonly { readonly path: readonly (string | number)[]; readonly zone: string }[];
  /** Whether a zone belongs to a region. */
  isZoneOf(zone: string, region: string): boolean;
  /** Zones of the cluster in which a network that is there already has no subnet. */
  zonesWithoutSubnet(cluster: Settings): readonly string[];
  /** Whose the bucket for states is when it is of the kind that this cloud has; undefined where it has none. */
  stateOwner(cluster: Settings): { readonly kind: 's3' | 'gcs'; readonly owner: string } | undefined;
  /** Whether there is an account behind the cluster, in which buckets, disks and identities can be made. */
  readonly hasAccount: boolean;
  /** Context of a kubeconfig as the program of the cloud writes it, for a cluster by its name in the cloud. */
  kubeContext(cluster: Settings, name: string): string;
  /** Stores that servers in this cloud can read secrets from. */
  readonly secretStores: readonly SecretStore[];
  /** Longest `<cluster>-<hub>`, and the thing in the cloud that sets the limit. */
  readonly hubIdentity: { readonly maxLength: number; readonly what: string };
}

/** Zones named by the pools of a cluster, with their paths. */
export function poolZones(pools: Readonly<Record<string, { zones?: string[] | undefined }>>) {
  return Object.entries(pools).flatMap(([name, pool]) =>
    (pool.zones ?? []).map((zone, index) => ({ path: ['pools', name, 'zones', index], zone })),
  );
}

/** Zones named by the disks of a cluster, with their paths. */
export function diskZones(homeStorage: Readonly<Record<string, object>>) {
  return Object.entries(homeStorage).flatMap(([name, storage]) =>
    'zone' in storage && typeof storage.zone === 'string'
      ? [{ path: ['homeStorage', name, 'zone'], zone: storage.zone }]
      : [],
  );
}
