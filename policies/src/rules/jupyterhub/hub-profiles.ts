import type { HelmValues } from '../../helm-values';
import type { Rule } from '../../rule';
import { isRecord, type Json } from '../../value';
import { asNumber, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { onHub, overridesOf, unseen, unseenProfiles } from './on-hub';

const LIST = 'singleuser.profileList';

/** The list of profiles can be shown. */
export const hubProfileList: Rule = {
  id: 'reliability/hub-profile-list',
  title: 'Profiles have names of their own and at most one is the default',
  why: 'The chart does not look inside the list. A doubled slug or a pattern that cannot be read shows only when users start a server.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Give each profile a slug of its own, and default: true to one of them.',
  references: [],
  examples: {
    pass: hubExample({
      singleuser: {
        profileList: [
          { slug: 'a', display_name: 'A', default: true },
          { slug: 'b', display_name: 'B' },
        ],
      },
    }),
    fail: hubExample({
      singleuser: {
        profileList: [
          { slug: 'a', display_name: 'A', default: true },
          { slug: 'a', display_name: 'B', default: true },
        ],
      },
    }),
  },
  checks: onHub((values) =>
    judge(values.get(LIST), LIST, (list) => (Array.isArray(list) ? listFault(list) : undefined)),
  ),
};

function listFault(list: readonly Json[]): string | undefined {
  const profiles = list.filter((profile): profile is Record<string, Json> & Json => isRecord(profile));
  const defaults = profiles.filter((profile) => profile.default === true).length;
  if (defaults > 1) return `${defaults} profiles of ${LIST} are the default`;
  const slugs = profiles.map((profile) => profile.slug ?? profile.display_name);
  const twice = slugs.find((slug, index) => slug !== undefined && slugs.indexOf(slug) !== index);
  if (twice !== undefined) return `two profiles of ${LIST} are called ${show(twice)}`;
  for (const pattern of profiles.flatMap(patternsOf)) {
    if (!compiles(pattern)) return `a profile of ${LIST} has the pattern ${show(pattern)}, which cannot be read`;
  }
  return undefined;
}

function patternsOf(profile: Record<string, unknown>): string[] {
  const options = isRecord(profile.profile_options) ? Object.values(profile.profile_options).filter(isRecord) : [];
  return options
    .map(({ unlisted_choice: choice }) => (isRecord(choice) ? choice.validation_regex : undefined))
    .filter((pattern) => typeof pattern === 'string');
}

function compiles(pattern: string): boolean {
  try {
    // Python writes named groups otherwise.
    return new RegExp(pattern.replaceAll('(?P<', '(?<')) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Profiles whose servers get a GPU. */
function gpuProfiles(values: HelmValues): string[] {
  return [
    ...new Set(
      overridesOf(values)
        .filter(({ at }) =>
          ['extra_resource_limits', 'extra_resource_guarantees'].some((name) => {
            const sight = see(values.get(`${at}.${name}["nvidia.com/gpu"]`));
            return sight.seen && sight.value !== undefined && asNumber(sight.value) !== 0;
          }),
        )
        .map(({ profile }) => profile),
    ),
  ];
}

const gpu = { kubespawner_override: { extra_resource_limits: { 'nvidia.com/gpu': '1' } } };

/** Servers with a GPU end. */
export const hubGpuAge: Rule = {
  id: 'cost/hub-gpu-age',
  title: 'Servers with a GPU end after some time, busy or not',
  why: 'A notebook that prints a line a minute is never idle, and a forgotten GPU costs more in a week than all other servers.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: 'Set culling.maxAgeHours in the hub file. In raw values set cull.maxAge, in seconds.',
  references: [],
  examples: {
    pass: hubExample({ cull: { maxAge: 86400 }, singleuser: { profileList: [{ slug: 'gpu', ...gpu }] } }),
    fail: hubExample({ singleuser: { profileList: [{ slug: 'gpu', ...gpu }] } }),
  },
  checks: onHub((values) => {
    if (gpuProfiles(values).length === 0) return unseenProfiles(values);
    return judge(values.get('cull.maxAge'), 'cull.maxAge', (value) =>
      asNumber(value) === 0 ? 'cull.maxAge is 0, so servers with a GPU may run for ever' : undefined,
    );
  }),
};

/** GPUs are for those who need them. */
export const hubGpuGroups: Rule = {
  id: 'cost/hub-gpu-groups',
  title: 'Profiles with a GPU are for named groups',
  why: 'When everybody may choose a GPU, many do, because it is the last one in the list.',
  severity: 'low',
  category: 'cost',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set allowedGroups of the profile in the hub file, for example to a team of GitHub.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { profileList: [{ slug: 'gpu', allowed_groups: ['ml'], ...gpu }] } }),
    fail: hubExample({ singleuser: { profileList: [{ slug: 'gpu', ...gpu }] } }),
  },
  checks: onHub((values) => [
    ...unseenProfiles(values),
    ...gpuProfiles(values).flatMap((profile) =>
      judge(values.get(`${profile}.allowed_groups`), `${profile}.allowed_groups`, (groups) =>
        Array.isArray(groups) && groups.length > 0
          ? undefined
          : `${profile}.allowed_groups is not set, so everybody may choose the GPU`,
      ),
    ),
  ]),
};

const LEAST_CPU = 0.01;

/** Servers ask for some CPU. */
export const hubCpuGuarantee: Rule = {
  id: 'cost/hub-cpu-guarantee',
  title: 'Servers with an upper bound for CPU are guaranteed a part of it',
  why: 'Where only a limit is set, Kubernetes guarantees all of it: a limit of 4 CPUs puts one server on each node.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: 'Set cpu.guarantee beside cpu.limit of the profile in the hub file, 0.05 for sleeping notebooks.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { cpu: { limit: 4, guarantee: 0.05 } } }),
    fail: hubExample({ singleuser: { cpu: { limit: 4 } } }),
  },
  checks: onHub((values) => {
    const base = guaranteed(values, 'singleuser.cpu.limit', 'singleuser.cpu.guarantee');
    const sight = see(values.get('singleuser.cpu.guarantee'));
    if (sight.seen && (asNumber(sight.value) ?? 0) >= LEAST_CPU) return base;
    return [
      ...base,
      ...overridesOf(values).flatMap(({ at }) => guaranteed(values, `${at}.cpu_limit`, `${at}.cpu_guarantee`)),
    ];
  }),
};

function guaranteed(values: HelmValues, limit: string, guarantee: string): Verdict {
  const sight = see(values.get(limit));
  if (!sight.seen) return unseen(values, limit);
  if (asNumber(sight.value) === undefined || asNumber(sight.value) === 0) return pass;
  return judge(values.get(guarantee), guarantee, (value) =>
    (asNumber(value) ?? 0) >= LEAST_CPU
      ? undefined
      : `${guarantee} is ${show(value)}, so Kubernetes guarantees the limit of ${show(sight.value)}`,
  );
}

/** Servers start before the hub gives up. */
export const hubStartTimeout: Rule = {
  id: 'reliability/hub-start-timeout',
  title: 'The hub waits until a new node is there',
  why: 'A node takes minutes to come and to pull the image. With the 300 seconds of the chart the first user of the morning gets an error.',
  severity: 'low',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Leave singleuser.startTimeout out of the values of the hub file: it is 600. In raw values set it to 600 or more.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { startTimeout: 600 } }),
    fail: hubExample({ singleuser: { defaultUrl: '/lab' } }),
  },
  checks: onHub((values) => {
    const path = 'singleuser.startTimeout';
    return judge(values.get(path), path, (value) =>
      (asNumber(value) ?? 0) >= 600 ? undefined : `${path} is ${show(value)} seconds, must be 600 or more`,
    );
  }),
};

const SECTION = /^[A-Z]/;

/** The hub can read its configuration. */
export const hubConfigSections: Rule = {
  id: 'reliability/hub-config-sections',
  title: 'Sections of hub.config are names of classes',
  why: 'The hub ends when it meets a section that is no class, such as hub.config.loadRoles, and nobody can log in.',
  severity: 'high',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Write hub.config.<ClassName>.<trait>; roles and services have keys of their own: hub.loadRoles, hub.services.',
  references: [],
  examples: {
    pass: hubExample({ hub: { config: { JupyterHub: { admin_access: false } } } }),
    fail: hubExample({ hub: { config: { loadRoles: { staff: { scopes: ['admin-ui'] } } } } }),
  },
  checks: onHub((values) => {
    const names = new Set(
      values.leaves().flatMap(({ path }) => (path[0] === 'hub' && path[1] === 'config' ? [String(path[2] ?? '')] : [])),
    );
    const wrong = [...names].filter((name) => name !== '' && !SECTION.test(name));
    const [hidden] = values.hidden;
    return [
      ...wrong.flatMap((name) => fail(`hub.config.${name} is no name of a class`, `hub.config.${name}`)),
      ...(hidden === undefined ? pass : unknown(`hub.config cannot be checked: ${hidden}`, 'hub.config')),
    ];
  }),
};
