import type { Cluster, Hub } from '../fleet/fleet.ts';
import type { Profile } from '../fleet/schema/profile.ts';

/** One way to start a server on a hub. */
export interface Choice {
  /** `profile`, followed by `/image` and `/size` where the profile offers images and sizes. */
  readonly label: string;
  /** What the hub is told; empty for whatever it starts when a user does not choose. */
  readonly userOptions: Readonly<Record<string, string>>;
  /** Whether the nodes have GPUs. */
  readonly gpu: boolean;
  /** Groups whose members alone may choose it; the user of the health check is in none. */
  readonly onlyGroups?: readonly string[];
}

/** A name on the command line that the hub does not offer. */
interface UnknownChoice {
  readonly unknown: string;
  readonly known: readonly string[];
}

/** What the hub starts when nobody chooses. */
export function defaultChoice(hub: Hub, cluster: Cluster): Choice {
  const profile = hub.profiles.find((each) => each.default) ?? hub.profiles[0];
  return { label: profile?.slug ?? 'default', userOptions: {}, gpu: profile ? hasGpu(profile, cluster) : false };
}

/**
 * The choices that the names stand for.
 * @param asked labels, also without image and size, which are then those the hub takes by itself; or `all` for every
 * image of every profile in every size
 */
export function chosen(hub: Hub, cluster: Cluster, asked: readonly string[]): Choice[] | UnknownChoice {
  const every = hub.profiles.flatMap((profile) => choicesOf(profile, cluster));
  if (asked.includes('all')) return every;
  const plain = hub.profiles.flatMap((profile) => openChoicesOf(profile, cluster));
  const choices: Choice[] = [];
  for (const name of new Set(asked)) {
    const choice = [...every, ...plain].find(({ label }) => label === name);
    if (!choice) return { unknown: name, known: [...new Set([...plain, ...every].map(({ label }) => label))].sort() };
    // Somebody who names a choice knows that the user is in its groups.
    const { onlyGroups: _, ...open } = choice;
    choices.push(open);
  }
  return choices;
}

/** Every image in every size. */
function choicesOf(profile: Profile, cluster: Cluster): Choice[] {
  return (profile.images ?? [undefined]).flatMap((image) =>
    (profile.sizes ?? [undefined]).map((size) => choiceOf(profile, cluster, image, size)),
  );
}

/** What leaves some of it to the hub. */
function openChoicesOf(profile: Profile, cluster: Cluster): Choice[] {
  const { images = [], sizes = [] } = profile;
  if (images.length + sizes.length === 0) return [];
  const byImage = sizes.length > 0 ? images.map((image) => choiceOf(profile, cluster, image)) : [];
  const bySize = images.length > 0 ? sizes.map((size) => choiceOf(profile, cluster, undefined, size)) : [];
  return [choiceOf(profile, cluster), ...byImage, ...bySize];
}

function choiceOf(
  profile: Profile,
  cluster: Cluster,
  image?: { readonly slug: string },
  size?: { readonly slug: string; readonly pool: string },
): Choice {
  const { slug, allowedGroups } = profile;
  return {
    label: [slug, ...(image ? [image.slug] : []), ...(size ? [size.slug] : [])].join('/'),
    userOptions: { profile: slug, ...(image && { image: image.slug }), ...(size && { resources: size.slug }) },
    gpu: hasGpu(size ?? profile, cluster),
    ...(allowedGroups && { onlyGroups: allowedGroups }),
  };
}

function hasGpu(profile: Pick<Profile, 'pool'>, cluster: Cluster): boolean {
  return cluster.pools[profile.pool]?.gpu !== undefined;
}
