import type { Hub } from '../fleet/fleet.ts';
import { daysBetween } from './days.ts';

/** Days after which an image has missed several security releases. */
const OLD_DAYS = 180;

/** How the tag of an image is made; it tells whether the same name can mean another image tomorrow. */
export type TagStyle = 'date' | 'version' | 'commit' | 'word' | 'none';

/** An image that users of the fleet run. */
export interface ImageRow {
  readonly image: string;
  readonly repository: string;
  readonly tag?: string;
  readonly style: TagStyle;
  /** `digest`: can never change; `tag`: as long as nobody moves the tag; `moving`: the tag is meant to move. */
  readonly pinned: 'digest' | 'tag' | 'moving';
  /** Day in the tag, `YYYY-MM-DD`. */
  readonly builtOn?: string;
  readonly ageDays?: number;
  readonly remarks: readonly ImageRemark[];
  /** Hubs as `cluster/hub`. */
  readonly hubs: readonly string[];
}

/** Something to look at, as far as a name tells. */
export type ImageRemark =
  | 'old'
  /** The repository writes its dates in another way: there is no such tag. */
  | 'unusualDate'
  /** Versions of Pangeo images with a bug of zarr that loses data. */
  | 'losesData'
  | 'moving';

const DATE = /(?:^|[-_])(20\d{2})([-.])(\d{2})\2(\d{2})(?:$|[-_.])/;
const MOVING_WORDS = new Set(['main', 'master', 'stable', 'edge', 'nightly', 'dev', 'devel', 'staging', 'latest']);
/** Repositories whose tags follow the versions of what is inside and are built again. */
const REBUILT = /^(?:(?:docker\.io|ghcr\.io|quay\.io)\/)?(?:rocker|rocker-org)\//;
const DATE_SEPARATORS: readonly (readonly [RegExp, string])[] = [
  [/^(?:quay\.io\/|docker\.io\/)?pangeo\//, '.'],
  [/^quay\.io\/jupyter\//, '-'],
];
const LOSES_DATA = /^(?:quay\.io\/|docker\.io\/)?pangeo\/[^:@]+:2025\.01\.(?:10|24)(?:$|@)/;

/** All images of some hubs, by name. */
export function imageRows(
  hubs: readonly { readonly cluster: string; readonly hub: Hub }[],
  today: string,
): readonly ImageRow[] {
  const users = new Map<string, Set<string>>();
  for (const { cluster, hub } of hubs) {
    for (const image of imagesOf(hub)) {
      users.set(image, (users.get(image) ?? new Set()).add(`${cluster}/${hub.name}`));
    }
  }
  return [...users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([image, names]) => ({ ...readImage(image, today), hubs: [...names].sort() }));
}

/** Images that users of a hub may start, the default first. */
export function imagesOf({ image, images = [], profiles }: Hub): string[] {
  const ofProfiles = profiles.flatMap((profile) => [
    ...(profile.image === undefined ? [] : [profile.image]),
    ...(profile.images ?? []).map((choice) => choice.image),
  ]);
  return [...new Set([image, ...images.map((choice) => choice.image), ...ofProfiles])];
}

/** What the name of an image tells. */
export function readImage(image: string, today: string): Omit<ImageRow, 'hubs'> {
  const [name = '', digest] = image.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  const builtOn = dateOf(tag, today);
  const style = styleOf(tag, builtOn);
  const moves = style === 'none' || style === 'word' || REBUILT.test(image);
  const unpinned = moves ? 'moving' : 'tag';
  const pinned = digest === undefined ? unpinned : 'digest';
  const ageDays = builtOn === undefined ? undefined : daysBetween(builtOn, today);
  return {
    image,
    repository,
    ...(tag !== undefined && { tag }),
    style,
    pinned,
    ...(builtOn !== undefined && { builtOn, ageDays }),
    remarks: remarksOf({ image, repository, tag, pinned, ageDays }),
  };
}

function dateOf(tag: string | undefined, today: string): string | undefined {
  const [, year, , month, day] = DATE.exec(tag ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  const isDay = year !== undefined && new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;
  return isDay && daysBetween(date, today) >= 0 ? date : undefined;
}

function styleOf(tag: string | undefined, builtOn: string | undefined): TagStyle {
  if (tag === undefined) return 'none';
  if (builtOn !== undefined) return 'date';
  if (MOVING_WORDS.has(tag.toLowerCase())) return 'word';
  if (/^(?:sha-)?(?=.*\d)[0-9a-f]{7,40}$/.test(tag)) return 'commit';
  return /\d/.test(tag) ? 'version' : 'word';
}

interface Seen extends Pick<ImageRow, 'image' | 'repository' | 'pinned'> {
  readonly tag: string | undefined;
  readonly ageDays: number | undefined;
}

function remarksOf({ image, repository, tag, pinned, ageDays }: Seen): ImageRemark[] {
  const expected = DATE_SEPARATORS.find(([pattern]) => pattern.test(repository))?.[1];
  const separator = DATE.exec(tag ?? '')?.[2];
  return [
    ...(LOSES_DATA.test(image) ? (['losesData'] as const) : []),
    ...(expected !== undefined && separator !== undefined && separator !== expected ? (['unusualDate'] as const) : []),
    ...(pinned === 'moving' ? (['moving'] as const) : []),
    ...(ageDays !== undefined && ageDays > OLD_DAYS ? (['old'] as const) : []),
  ];
}
