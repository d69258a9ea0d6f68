import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Cluster, Fleet } from '../fleet/fleet.ts';
import type { Backend } from '../fleet/schema/backend.ts';

/** Backends whose place hubfleet can make. */
export type MadeBackend = Extract<Backend, { kind: 's3' | 'gcs' }>;

/** A place for states, and whose it is. */
export interface StateHome {
  /** Name of the stack that makes it: bucket names are unique in their cloud. */
  readonly name: string;
  readonly backend: MadeBackend;
  /** Account on AWS, project on Google Cloud. */
  readonly owner: string;
  /** Clusters that keep their states there. */
  readonly clusters: readonly string[];
}

/** The places that the clusters keep their states in, and why some cannot be made. */
export function stateHomes(clusters: Fleet['clusters']): { homes: StateHome[]; problems: string[] } {
  const byBucket = new Map<string, Cluster[]>();
  const problems: string[] = [];
  for (const cluster of clusters) {
    const { backend, name } = cluster;
    if (isMade(backend)) byBucket.set(keyOf(backend), [...(byBucket.get(keyOf(backend)) ?? []), cluster]);
    else problems.push(`${name}: backend ${backend.kind} has no bucket that could be made; leave the cluster out`);
  }
  const homes = [...byBucket.values()].flatMap((sharers) => {
    const home = homeOf(sharers);
    if (typeof home !== 'string') return [home];
    problems.push(home);
    return [];
  });
  return { homes, problems };
}

function isMade(backend: Backend): backend is MadeBackend {
  return backend.kind === 's3' || backend.kind === 'gcs';
}

function keyOf({ kind, bucket }: MadeBackend): string {
  return `${kind}/${bucket}`;
}

function homeOf(sharers: readonly Cluster[]): StateHome | string {
  const names = sharers.map(({ name }) => name);
  const backends = new Set(sharers.map(({ backend }) => JSON.stringify(backend)));
  const [first] = sharers;
  if (!first || !isMade(first.backend)) throw new Error('a state home without clusters');
  const { backend } = first;
  const where = `${backend.bucket}: the bucket of ${names.join(', ')}`;
  if (backends.size > 1) return `${where} is described in different ways; say it once, in fleet.yaml`;
  const key = backend.kind === 's3' ? 'account' : 'project';
  const owners = [...new Set(sharers.flatMap((cluster) => ownerOf(cluster, backend.kind)))];
  const owner =
    (backend.kind === 's3' ? backend.account : backend.project) ?? (owners.length === 1 ? owners[0] : undefined);
  if (owner === undefined) return `${where} is shared by ${owners.length} of its ${key}s; add backend.${key}`;
  return { name: `bootstrap-${backend.bucket}`, backend, owner, clusters: names };
}

/** A cluster of another cloud does not say whose the bucket is. */
function ownerOf(cluster: Cluster, kind: MadeBackend['kind']): string[] {
  const own = cloudOf(cluster).stateOwner(cluster);
  return own?.kind === kind ? [own.owner] : [];
}
