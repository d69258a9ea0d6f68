import type { ClusterFile } from './clouds/registry.ts';
import type { ClusterDraft, Draft, HubDraft } from './draft.ts';
import type { Cluster, Fleet, Hub, Waiver } from './fleet.ts';
import { compareText } from './problem.ts';
import { expandProfiles, roomsOf } from './profiles.ts';
import type { FleetFile } from './schema/organization.ts';
import type { PricesFile } from './schema/pricing.ts';

/** Fills in what one file leaves to another, and freezes the result. Only for drafts without problems. */
export function resolveFleet(draft: Draft, dir: string): Fleet {
  const fleet = present(draft.fleet.value);
  const clusters = draft.clusters.map((cluster) => resolveCluster(cluster, fleet.backend)).sort(byName);
  return freeze({ ...fleet, dir, clusters, pricing: joinPricing(fleet.pricing, draft.prices.value) });
}

/** What `fleet.yaml` says comes last, so that it wins over what was fetched. */
function joinPricing(own: FleetFile['pricing'], file: PricesFile | undefined): PricesFile {
  return {
    discounts: [...(file?.discounts ?? []), ...own.discounts],
    credits: [...(file?.credits ?? []), ...own.credits],
    prices: [...(file?.prices ?? []), ...own.prices],
    sheets: file?.sheets ?? [],
  };
}

function resolveCluster(draft: ClusterDraft, fleetBackend: Cluster['backend'] | undefined): Cluster {
  const cluster = present(draft.value);
  return {
    ...cluster,
    name: draft.name,
    file: draft.file,
    backend: present(cluster.backend ?? fleetBackend),
    support: {
      ...cluster.support,
      certificateContact: cluster.support.certificateContact ?? cluster.owner.contact,
    },
    hubs: draft.hubs.map((hub) => resolveHub(hub, cluster)).sort(byName),
    waivers: resolveWaivers(draft),
  };
}

function resolveHub({ name, source, value }: HubDraft, cluster: ClusterFile): Hub {
  const hub = present(value);
  const home = present(hub.storage.home ?? Object.keys(cluster.homeStorage)[0]);
  const { profiles } = expandProfiles(hub, roomsOf(name, cluster));
  return { ...hub, name, file: source.file, storage: { ...hub.storage, home }, profiles };
}

function resolveWaivers({ waivers: { source, value } }: ClusterDraft): Waiver[] {
  if (!source || !value) return [];
  return value.map((waiver, index) => ({ ...waiver, file: source.file, line: source.lineOf([index]) }));
}

function byName(a: { name: string }, b: { name: string }): number {
  return compareText(a.name, b.name);
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a fleet with problems cannot be resolved');
  return value;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
