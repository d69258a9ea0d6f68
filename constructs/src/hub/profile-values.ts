import { Scheduling } from '../scheduling';
import { imageValues } from './image';
import { compact, type Draft, type Json, type Values } from './json';
import type { FreeImage, ImageChoice, Profile, ProfileOption, ProfilePool } from './profile';
import { checkFit, MIN_CPU_GUARANTEE } from './profile-fit';
import type { Refuse } from './refuse';
import type { ResourceChoice, ServerResources } from './resource-allocation';

const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type';

/** Any image with a tag. */
const ANY_TAG = '^.+:.+$';

/** KubeSpawner replaces this list when a profile sets one, so the user taints are repeated beside the GPU's. */
const GPU_TOLERATIONS: Json = [
  { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
  { key: Scheduling.USER_TAINT, operator: 'Equal', value: 'user', effect: 'NoSchedule' },
  { key: Scheduling.GPU_TAINT, operator: 'Exists', effect: 'NoSchedule' },
];

/** What profiles depend on beside themselves. */
export interface ProfileContext {
  readonly pools: readonly ProfilePool[];
  readonly refuse: Refuse;
  /** What the names of images begin with that users build, where they may. */
  readonly buildPrefix?: string;
}

/** What KubeSpawner is told of a server's size. */
function sizeOverride(resources: ServerResources | undefined, pool: string | undefined, machineType?: string): Draft {
  const { memoryGuarantee, memoryLimit = memoryGuarantee, cpuLimit, gpus = 0 } = resources ?? {};
  const selector = pool
    ? { [Scheduling.POOL_LABEL]: pool }
    : machineType
      ? { [INSTANCE_TYPE_LABEL]: machineType }
      : undefined;
  return {
    mem_guarantee: memoryGuarantee?.toBytes(),
    mem_limit: memoryLimit?.toBytes(),
    cpu_guarantee: resources && (resources.cpuGuarantee ?? MIN_CPU_GUARANTEE),
    cpu_limit: cpuLimit,
    node_selector: selector,
    ...(gpus > 0 && {
      extra_resource_limits: { 'nvidia.com/gpu': String(gpus) },
      tolerations: GPU_TOLERATIONS,
      environment: { NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' },
    }),
  };
}

function checkSlugs(entries: readonly { slug: string; isDefault?: boolean }[], property: string, refuse: Refuse): void {
  const seen = new Set<string>();
  for (const { slug } of entries) {
    if (!/^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/.test(slug)) {
      throw refuse(property, `has a slug that links cannot hold, got ${JSON.stringify(slug)}`, 'use a-z, 0-9, - and _');
    }
    if (seen.has(slug)) throw refuse(property, `has the slug ${slug} twice`, 'rename one of them');
    seen.add(slug);
  }
  const defaults = entries.filter((entry) => entry.isDefault).map((entry) => entry.slug);
  if (defaults.length > 1) {
    throw refuse(property, `has ${defaults.length} defaults (${defaults.join(', ')})`, 'keep isDefault on one of them');
  }
}

function imageChoice(choice: ImageChoice, property: string, refuse: Refuse): Values {
  imageValues(choice.image, `${property}[${choice.slug}].image`, refuse);
  return compact({
    display_name: choice.displayName,
    description: choice.description,
    default: choice.isDefault || undefined,
    allowed_groups: choice.allowedGroups,
    kubespawner_override: {
      image: choice.image,
      default_url: choice.defaultUrl,
      working_dir: choice.workingDirectory,
      environment: choice.environment,
      image_pull_policy: choice.pullAlways ? 'Always' : undefined,
    },
  });
}

function sizeChoice(choice: ResourceChoice, profile: Profile, property: string, context: ProfileContext): Values {
  const pool = choice.pool ?? profile.pool;
  checkFit(choice.resources, pool, context.pools, `${property}[${choice.slug}].resources`, context.refuse);
  return compact({
    display_name: choice.displayName,
    description: choice.description,
    default: choice.isDefault || undefined,
    allowed_groups: choice.allowedGroups,
    kubespawner_override: sizeOverride(choice.resources, pool, choice.machineType),
  });
}

function freeImage(free: FreeImage, property: string, refuse: Refuse): Values {
  const pattern = free.pattern ?? ANY_TAG;
  try {
    new RegExp(pattern);
  } catch {
    throw refuse(`${property}.pattern`, `is not a regular expression, got ${pattern}`, 'correct it');
  }
  return {
    enabled: true,
    display_name: free.displayName ?? 'Custom image',
    display_name_in_choices: 'Other...',
    validation_regex: pattern,
    validation_message: free.patternMessage ?? 'Must be a publicly available image of the form <image>:<tag>',
    kubespawner_override: { image: '{value}' },
  };
}

/** A built image comes in through the field for any image, which without one of its own takes nothing else. */
function buildableImage(free: FreeImage | undefined, buildPrefix: string): FreeImage {
  const built = `^${buildPrefix.replace(/[.+]/g, '\\$&')}.+:.+$`;
  if (free === undefined)
    return {
      displayName: 'Image that was built',
      pattern: built,
      patternMessage: 'Build an image, or choose one of the list',
    };
  return (free.pattern ?? ANY_TAG) === ANY_TAG ? free : { ...free, pattern: `${free.pattern}|${built}` };
}

function optionValues(option: ProfileOption, profile: Profile, property: string, context: ProfileContext): Values {
  const { key, displayName, images, sizes, free } = option._settings;
  const buildPrefix = key === 'image' && (profile.buildImage ?? true) ? context.buildPrefix : undefined;
  const field = buildPrefix === undefined ? free : buildableImage(free, buildPrefix);
  const entries = [...images, ...sizes];
  if (entries.length === 0) throw context.refuse(property, 'offers no choice', 'give at least one');
  checkSlugs(entries, property, context.refuse);
  const choices: Values = {};
  for (const choice of images) choices[choice.slug] = imageChoice(choice, property, context.refuse);
  for (const choice of sizes) choices[choice.slug] = sizeChoice(choice, profile, property, context);
  return compact({
    display_name: displayName,
    choices,
    dynamic_image_building: buildPrefix === undefined ? undefined : { enabled: true },
    unlisted_choice: field && freeImage(field, property, context.refuse),
  });
}

function profileOptions(profile: Profile, property: string, context: ProfileContext): Values | undefined {
  if (profile.options === undefined || profile.options.length === 0) return undefined;
  const result: Values = {};
  for (const option of profile.options) {
    const { key } = option._settings;
    if (key in result) throw context.refuse(`${property}.options`, `choose the ${key} twice`, 'join the choices');
    if (key === 'image' && profile.image !== undefined) {
      throw context.refuse(`${property}.image`, 'is set although users choose the image', 'make it a choice');
    }
    if (key === 'resources' && profile.resources !== undefined) {
      throw context.refuse(`${property}.resources`, 'are set although users choose them', 'make them a choice');
    }
    result[key] = optionValues(option, profile, `${property}.options.${key}`, context);
  }
  return result;
}

function profileValues(profile: Profile, context: ProfileContext): Values {
  const property = `server.profiles[${profile.slug}]`;
  if (profile.image !== undefined) imageValues(profile.image, `${property}.image`, context.refuse);
  if (profile.resources)
    checkFit(profile.resources, profile.pool, context.pools, `${property}.resources`, context.refuse);
  const size = sizeOverride(profile.resources, profile.pool);
  const environment = { ...(size.environment as Values | undefined), ...profile.launch?.environment };
  return compact({
    slug: profile.slug,
    display_name: profile.displayName,
    description: profile.description,
    default: profile.isDefault || undefined,
    allowed_groups: profile.allowedGroups,
    kubespawner_override: {
      image: profile.image,
      default_url: profile.launch?.defaultUrl,
      working_dir: profile.launch?.workingDirectory,
      ...size,
      environment: Object.keys(environment).length > 0 ? environment : undefined,
    },
    profile_options: profileOptions(profile, property, context),
  });
}

/** `singleuser.profileList` of the chart; the chart does not look inside it, so everything is checked here. */
export function profileList(profiles: readonly Profile[], context: ProfileContext): Values[] {
  checkSlugs(profiles, 'server.profiles', context.refuse);
  return profiles.map((profile) => profileValues(profile, context));
}

/** Whether a profile, or a choice within one, is for members of a group only. */
export function restrictsGroups(profiles: readonly Profile[]): boolean {
  const restricted = (entry: { readonly allowedGroups?: string[] }) => entry.allowedGroups !== undefined;
  return profiles.some(
    (profile) =>
      restricted(profile) ||
      (profile.options ?? []).some(({ _settings: { images, sizes } }) => [...images, ...sizes].some(restricted)),
  );
}
