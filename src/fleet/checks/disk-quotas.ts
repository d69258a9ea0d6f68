import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';

/** Hubs that keep homes on one disk give their users the same quota: the server of the disk knows one. */
export const checkDiskQuotas: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const storages = Object.entries(cluster.value.homeStorage);
    const only = storages.length === 1 ? storages[0]?.[0] : undefined;
    const first = new Map<string, { readonly hub: string; readonly quotaGiB: number }>();
    return rightHubs(cluster).flatMap(({ name, source, value }) => {
      const home = value.storage.home ?? only ?? '';
      if (cluster.value.homeStorage[home]?.kind !== 'disk') return [];
      const { quotaGiB } = value.storage;
      const other = first.get(home);
      if (!other) first.set(home, { hub: name, quotaGiB });
      if (!other || other.quotaGiB === quotaGiB) return [];
      const message = `hub ${other.hub} has ${other.quotaGiB} on the same disk, got ${quotaGiB}`;
      return [source.problem(['storage', 'quotaGiB'], { message, remedy: 'use one quota, or a disk for each hub' })];
    });
  });
