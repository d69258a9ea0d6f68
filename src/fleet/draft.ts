import type { z } from 'zod';
import type { ClusterFile } from './clouds/registry.ts';
import { clusterFile } from './clouds/registry.ts';
import type { ClusterFolder, Folder, HubSource } from './folder.ts';
import type { Problem } from './problem.ts';
import { type HubFile, hubFile } from './schema/hub.ts';
import { type FleetFile, fleetFile } from './schema/organization.ts';
import { type PricesFile, pricesFile } from './schema/pricing.ts';
import { type WaiverEntry, waiverFile } from './schema/waiver.ts';
import { readBySchema } from './schema-problems.ts';
import type { SourceFile } from './source-file.ts';

/**
 * A fleet whose files are understood one by one, as far as they are right.
 * Parts that are wrong are absent, so that the checks between files still run on the rest.
 */
export interface Draft {
  readonly fleet: Entry<FleetFile>;
  readonly prices: Entry<PricesFile>;
  readonly clusters: readonly ClusterDraft[];
  /** Every file that was read, right or wrong. */
  readonly sources: readonly SourceFile[];
}

interface Entry<T> {
  readonly source?: SourceFile;
  readonly value?: T;
}

export interface ClusterDraft extends Entry<ClusterFile> {
  readonly name: string;
  readonly file: string;
  readonly hubs: readonly HubDraft[];
  readonly waivers: Entry<WaiverEntry[]>;
}

export interface HubDraft extends Entry<HubFile> {
  readonly name: string;
  readonly source: SourceFile;
}

/** A check of what one file cannot know alone. */
export type FleetCheck = (draft: Draft) => Problem[];

/** Clusters whose file is right, with their parts. */
export function rightClusters(draft: Draft) {
  return draft.clusters.flatMap((cluster) => {
    const { source, value } = cluster;
    return source && value ? [{ ...cluster, source, value }] : [];
  });
}

/** Hubs of a cluster whose file is right. */
export function rightHubs({ hubs }: Pick<ClusterDraft, 'hubs'>) {
  return hubs.flatMap((hub) => (hub.value ? [{ ...hub, value: hub.value }] : []));
}

/** Understands every file of a folder by its schema. */
export function draftFleet(folder: Folder): { draft: Draft; problems: Problem[] } {
  const problems = [...folder.problems, ...folder.clusters.flatMap((cluster) => cluster.problems)];
  const sources: SourceFile[] = [];

  function read<S extends z.ZodType>(source: SourceFile | undefined, schema: S): Entry<z.output<S>> {
    if (!source) return {};
    sources.push(source);
    const result = readBySchema(source, schema);
    if ('value' in result) return { source, value: result.value };
    problems.push(...result.problems);
    return { source };
  }

  const readHub = ({ name, source }: HubSource): HubDraft => ({ name, source, ...read(source, hubFile) });
  const readCluster = (cluster: ClusterFolder): ClusterDraft => ({
    name: cluster.name,
    file: cluster.file,
    ...read(cluster.cluster, clusterFile),
    hubs: cluster.hubs.map(readHub),
    waivers: read(cluster.waivers, waiverFile),
  });

  const fleet = read(folder.fleet, fleetFile);
  const prices = read(folder.prices, pricesFile);
  return { draft: { fleet, prices, clusters: folder.clusters.map(readCluster), sources }, problems };
}
