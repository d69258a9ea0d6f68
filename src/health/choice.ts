import type { Cluster, Hub } from '../fleet/fleet.ts';
import type { Profile } from '../fleet/schema/profile.ts';

/** One way to start a server on a hub. */
export interface Choice {
  /** `profile`, or `profile/image` where the profile offers images. */
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
 * @param asked slugs, `slug/image`, or `all` for every image of every profile
 */
export function chosen(hub: Hub, cluster: Cluster, asked: readonly string[]): Choice[] | UnknownChoice {
  const every = hub.profiles.flatMap((profile) => choicesOf(profile, cluster));
  if (asked.includes('all')) return every;
  const plain = hub.profiles
    .filter((profile) => profile.images)
    .map((profile) => ({ ...choiceOf(profile, cluster), label: profile.slug, userOptions: { profile: profile.slug } }));
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

function choicesOf(profile: Profile, cluster: Cluster): Choice[] {
  const choice = choiceOf(profile, cluster);
  if (!profile.images) return [choice];
  return profile.images.map(({ slug }) => ({
    ...choice,
    label: `${profile.slug}/${slug}`,
    userOptions: { ...choice.userOptions, image: slug },
  }));
}

function choiceOf(profile: Profile, cluster: Cluster): Choice {
  return {
    label: profile.slug,
    userOptions: { profile: profile.slug },
    gpu: hasGpu(profile, cluster),
    ...(profile.allowedGroups && { onlyGroups: profile.allowedGroups }),
  };
}

function hasGpu(profile: Profile, cluster: Cluster): boolean {
  return cluster.pools[profile.pool]?.gpu !== undefined;
}
