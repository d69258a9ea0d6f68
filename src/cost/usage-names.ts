import { profileSizes } from '../fleet/choices.ts';
import type { Cluster } from '../fleet/fleet.ts';
import { suggest } from '../fleet/near-miss.ts';
import type { UsageFile } from './usage-file.ts';

/** Names in a usage file that the fleet does not have, as sentences. */
export function strayNames({ clusters, nodeHours }: UsageFile, fleet: readonly Cluster[]): string[] {
  const names = fleet.map(({ name }) => name);
  return [
    ...Object.keys(clusters).flatMap((name) => stray(`clusters.${name}`, name, names)),
    ...Object.keys(nodeHours).flatMap((name) => stray(`nodeHours.${name}`, name, names)),
    ...fleet.flatMap((cluster) => strayIn(cluster, clusters[cluster.name]?.hubs ?? {}, nodeHours[cluster.name] ?? {})),
  ];
}

function strayIn(
  cluster: Cluster,
  hubs: UsageFile['clusters'][string]['hubs'],
  pools: Readonly<Record<string, number>>,
): string[] {
  const { name, hubs: known } = cluster;
  return [
    ...Object.keys(pools).flatMap((pool) => stray(`nodeHours.${name}.${pool}`, pool, Object.keys(cluster.pools))),
    ...Object.entries(hubs).flatMap(([hub, { profiles = {} }]) => {
      const at = `clusters.${name}.hubs.${hub}`;
      const own = known.find((each) => each.name === hub);
      const slugs = own && profileSizes(own).map(({ slug }) => slug);
      if (!slugs)
        return stray(
          at,
          hub,
          known.map((each) => each.name),
        );
      return Object.keys(profiles).flatMap((slug) => stray(`${at}.profiles.${slug}`, slug, slugs));
    }),
  ];
}

function stray(at: string, name: string, known: readonly string[]): string[] {
  return known.includes(name) ? [] : [`${at}: is not in the fleet; ${suggest(name, known)}`];
}
