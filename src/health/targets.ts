import picomatch from 'picomatch';
import type { Cluster, Fleet, Hub } from '../fleet/fleet.ts';
import { declaredExtras } from '../fleet/hub-extras.ts';
import { type Choice, chosen, defaultChoice } from './choice.ts';
import type { Notebook } from './notebook.ts';
import type { Extra, HealthTarget } from './target.ts';

/** Name of a hub. */
export interface HubName {
  readonly cluster?: string;
  readonly hub: string;
}

/** What the command line says about the hubs to check. */
export interface TargetOptions {
  /** Globs on names; empty lists select everything. */
  readonly cluster: readonly string[];
  readonly hub: readonly string[];
  /** Names of profile choices; empty: what the hub starts by itself. */
  readonly profiles: readonly string[];
  /** Extras beside those that the hub file declares. */
  readonly expect: readonly Extra[];
  /** Instead of the domain in the hub file. */
  readonly url?: URL;
  /** What a hub that is in no fleet is called, in the history above all. */
  readonly as?: HubName;
  /** Own notebooks of a hub. */
  notebooksOf(cluster: string | undefined, hub: string): Promise<readonly Notebook[]>;
}

/**
 * The selected hubs of a fleet that may be checked, with what their files promise.
 * @throws Error if a hub does not offer a profile that is named
 */
export async function targetsOf(fleet: Fleet, options: TargetOptions): Promise<HealthTarget[]> {
  const places = selected(fleet, options).filter(({ hub }) => hub.healthCheck);
  return await Promise.all(places.map(({ cluster, hub }) => targetOf(cluster, hub, options)));
}

/** The selected hubs whose files say that they are not checked, as `<cluster>/<hub>`. */
export function uncheckedHubs(fleet: Fleet, options: Pick<TargetOptions, 'cluster' | 'hub'>): string[] {
  return selected(fleet, options)
    .filter(({ hub }) => !hub.healthCheck)
    .map(({ cluster, hub }) => `${cluster.name}/${hub.name}`);
}

function selected(fleet: Fleet, { cluster: clusters, hub: hubs }: Pick<TargetOptions, 'cluster' | 'hub'>) {
  return fleet.clusters
    .filter(({ name }) => matches(clusters, name))
    .flatMap((cluster) => cluster.hubs.map((hub) => ({ cluster, hub })))
    .filter(({ hub }) => matches(hubs, hub.name));
}

/**
 * A hub that is in no fleet, known by its address alone.
 * @throws Error if all profiles are asked for: only a hub file knows them
 */
export async function lonelyTarget(url: URL, options: TargetOptions): Promise<HealthTarget> {
  if (options.profiles.includes('all')) throw new Error('--profiles: all needs the hub file; name the hub with --hub');
  const names = options.profiles.length > 0 ? options.profiles : [undefined];
  const { cluster, hub } = options.as ?? { hub: url.host };
  return {
    ...(cluster !== undefined && { cluster }),
    hub,
    url,
    choices: names.map(choiceByName),
    extras: new Set(options.expect),
    notebooks: await options.notebooksOf(cluster, options.as ? hub : url.hostname),
  };
}

async function targetOf(cluster: Cluster, hub: Hub, options: TargetOptions): Promise<HealthTarget> {
  return {
    cluster: cluster.name,
    hub: hub.name,
    url: options.url ?? new URL(`https://${hub.domain}/`),
    startSeconds: hub.startTimeoutSeconds,
    authentication: hub.authentication,
    choices: choices(cluster, hub, options.profiles),
    extras: new Set([...declaredExtras(hub), ...options.expect]),
    notebooks: await options.notebooksOf(cluster.name, hub.name),
  };
}

function choices(cluster: Cluster, hub: Hub, asked: readonly string[]): Choice[] {
  if (asked.length === 0) return [defaultChoice(hub, cluster)];
  const found = chosen(hub, cluster, asked);
  if (!('unknown' in found)) return found;
  const { unknown, known } = found;
  const names = ['all', ...known].join(', ');
  throw new Error(`--profiles: ${cluster.name}/${hub.name} has no profile ${unknown}; choose from ${names}`);
}

function choiceByName(name: string | undefined): Choice {
  if (name === undefined) return { label: 'default', userOptions: {}, gpu: false };
  const [profile = name, image] = name.split('/');
  return { label: name, userOptions: { profile, ...(image && { image }) }, gpu: false };
}

function matches(globs: readonly string[], name: string): boolean {
  return globs.length === 0 || picomatch.isMatch(name, [...globs]);
}
