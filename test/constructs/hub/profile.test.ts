import { describe, expect, test } from 'vitest';
import { Authentication } from '../../../constructs/src/hub/authentication.ts';
import type { Json, Values } from '../../../constructs/src/hub/json.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';
import { type Profile, ProfileOption, type ProfilePool } from '../../../constructs/src/hub/profile.ts';
import type { ServerResources } from '../../../constructs/src/hub/resource-allocation.ts';
import { Secret } from '../../../constructs/src/secret.ts';
import { at } from './support/chart.ts';
import { renderedValues } from './support/hub.ts';

const image = 'quay.io/jupyter/scipy-notebook:2026-07-28';
const measured = (cpus: number, gibibytes: number) =>
  NodeCapacity.measured({ cpus, memory: Memory.gibibytes(gibibytes) });
const pools: ProfilePool[] = [
  { poolName: 'small', node: measured(3.725, 29.5) },
  { poolName: 'gpu', node: measured(3.92, 14.5), gpus: 1 },
];

const render = (profiles: Profile[], withPools = pools) =>
  renderedValues(() => ({ server: { image, profiles, pools: withPools } }));
const profile = (overrides: Partial<Profile> = {}): Profile => ({ slug: 'a', displayName: 'A', ...overrides });
const rendered = (overrides: Partial<Profile>) =>
  (at(render([profile(overrides)]), 'singleuser.profileList') as Values[])[0];
const gib = (guarantee: number, more: Partial<ServerResources> = {}): ServerResources => ({
  memoryGuarantee: Memory.gibibytes(guarantee),
  ...more,
});

describe('A profile', () => {
  test('promises the memory that it may use, and some CPU always', () => {
    expect(rendered({ pool: 'small', resources: gib(2) })).toEqual({
      slug: 'a',
      display_name: 'A',
      kubespawner_override: {
        mem_guarantee: 2147483648,
        mem_limit: 2147483648,
        cpu_guarantee: 0.05,
        node_selector: { 'hubfleet.dev/pool': 'small' },
      },
    });
  });

  test('of a GPU tolerates the nodes that have one, and user nodes still', () => {
    const override = rendered({ pool: 'gpu', resources: gib(8, { gpus: 1 }) })?.kubespawner_override as Values;
    expect(override.extra_resource_limits).toEqual({ 'nvidia.com/gpu': '1' });
    expect((override.tolerations as Values[]).map(({ key }) => key)).toEqual([
      'hub.jupyter.org/dedicated',
      'hub.jupyter.org_dedicated',
      'nvidia.com/gpu',
    ]);
  });

  test('starts a chosen image in its own way', () => {
    const choice = {
      slug: 'r',
      displayName: 'R',
      image: 'rocker/binder:4.4',
      workingDirectory: '/home/rstudio',
      environment: { LANG: 'de_DE.UTF-8' },
      pullAlways: true,
    };
    expect(
      at(rendered({ options: [ProfileOption.images([choice])] }) as Values, 'profile_options.image.choices'),
    ).toEqual({
      r: {
        display_name: 'R',
        kubespawner_override: {
          image: 'rocker/binder:4.4',
          working_dir: '/home/rstudio',
          environment: { LANG: 'de_DE.UTF-8' },
          image_pull_policy: 'Always',
        },
      },
    });
  });

  test('lets users choose an image, or name any other', () => {
    const choices = [
      { slug: 'r', displayName: 'R', image: 'rocker/binder:4.4', defaultUrl: '/rstudio', isDefault: true },
    ];
    expect(rendered({ options: [ProfileOption.imagesOrFree(choices, { pattern: '^ghcr.io/atlas/.+:.+$' })] })).toEqual({
      slug: 'a',
      display_name: 'A',
      profile_options: {
        image: {
          display_name: 'Image',
          choices: {
            r: {
              display_name: 'R',
              default: true,
              kubespawner_override: { image: 'rocker/binder:4.4', default_url: '/rstudio' },
            },
          },
          unlisted_choice: {
            enabled: true,
            display_name: 'Custom image',
            display_name_in_choices: 'Other...',
            validation_regex: '^ghcr.io/atlas/.+:.+$',
            validation_message: 'Must be a publicly available image of the form <image>:<tag>',
            kubespawner_override: { image: '{value}' },
          },
        },
      },
    });
  });

  test('begins as it is told', () => {
    const launch = { defaultUrl: '/rstudio', environment: { A: 'b' }, workingDirectory: '/home/rstudio' };
    expect(rendered({ launch })?.kubespawner_override).toEqual({
      default_url: '/rstudio',
      working_dir: '/home/rstudio',
      environment: { A: 'b' },
    });
  });

  test('for groups only is kept from others by the hub itself', () => {
    const values = render([profile({ allowedGroups: ['atlas:gpu'] })]);
    expect(at(values, 'singleuser.profileList')).toMatchObject([{ allowed_groups: ['atlas:gpu'] }]);
    expect(Object.keys(at(values, 'hub.extraConfig') as object)).toEqual([
      '00-hubfleet-credentials',
      '01-hubfleet-groups',
      '03-hubfleet-metrics',
    ]);
    expect(Object.keys(at(render([profile()]), 'hub.extraConfig') as object)).toEqual([
      '00-hubfleet-credentials',
      '03-hubfleet-metrics',
    ]);
  });

  test('for groups only needs a login with groups', () => {
    const authentication = Authentication.sharedPassword({ password: Secret.variable('p') });
    const server = { image, profiles: [profile({ allowedGroups: ['a'] })] };
    expect(() => renderedValues(() => ({ access: { authentication }, server }))).toThrow(
      's/Hub: server.profiles are kept for groups, but the login brings no groups; remove allowedGroups, or use a login with groups (GitHub, a groupsClaim)',
    );
  });

  test.each([
    [29.5, 3.725],
    [0.01, 0.05],
  ])('fits a node that offers just %d GiB and %d CPUs', (memory, cpuGuarantee) => {
    expect(rendered({ pool: 'small', resources: gib(memory, { cpuGuarantee }) })).toBeDefined();
  });
});

describe('Profiles are refused', () => {
  const size = (overrides: Partial<ServerResources> = {}) => ({
    slug: 's',
    displayName: 'S',
    resources: gib(1),
    ...(Object.keys(overrides).length > 0 && { resources: gib(1, overrides) }),
  });
  const choice = { slug: 'r', displayName: 'R', image: 'rocker/binder:4.4' };
  const at0 = 'server.profiles[a]';

  test.each<[string, Profile[], string]>([
    [
      'that need more memory than any pool offers',
      [profile({ resources: gib(60, { cpuGuarantee: 3 }) })],
      `${at0}.resources asks for 60 GiB and 3 CPUs, more than a node offers (small: 29.5 GiB, 3.725 CPUs; gpu: 14.5 GiB, 3.92 CPUs, 1 GPUs); lower the guarantee or use a larger pool`,
    ],
    [
      'that need more memory than their pool offers',
      [profile({ pool: 'gpu', resources: gib(16) })],
      `${at0}.resources asks for 16 GiB and 0.05 CPUs, more than a node offers (gpu: 14.5 GiB, 3.92 CPUs, 1 GPUs); lower the guarantee or use a larger pool`,
    ],
    [
      'that need more CPUs than their pool offers',
      [profile({ pool: 'small', resources: gib(1, { cpuGuarantee: 3.73 }) })],
      `${at0}.resources asks for 1 GiB and 3.73 CPUs, more than a node offers (small: 29.5 GiB, 3.725 CPUs); lower the guarantee or use a larger pool`,
    ],
    [
      'that need a GPU where none is',
      [profile({ pool: 'small', resources: gib(1, { gpus: 1 }) })],
      `${at0}.resources asks for 1 GiB and 0.05 CPUs and 1 GPUs, more than a node offers (small: 29.5 GiB, 3.725 CPUs); lower the guarantee or use a larger pool`,
    ],
    [
      'of a pool that is not there',
      [profile({ pool: 'large', resources: gib(1) })],
      `${at0}.resources names a pool that is not there, got large; use one of: small, gpu`,
    ],
    [
      'with a choice of size that fits no node',
      [profile({ pool: 'small', options: [ProfileOption.resources([{ ...size(), resources: gib(30) }])] })],
      `${at0}.options.resources[s].resources asks for 30 GiB and 0.05 CPUs, more than a node offers (small: 29.5 GiB, 3.725 CPUs); lower the guarantee or use a larger pool`,
    ],
    [
      'whose memory limit is below the guarantee',
      [profile({ resources: gib(2, { memoryLimit: Memory.gibibytes(1) }) })],
      `${at0}.resources has a memory limit (1 GiB) below its guarantee (2 GiB); raise the limit`,
    ],
    [
      'whose CPU limit is below the guarantee',
      [profile({ resources: gib(2, { cpuGuarantee: 2, cpuLimit: 1 }) })],
      `${at0}.resources has a CPU limit (1) below its guarantee (2); raise the limit`,
    ],
    [
      'that guarantee next to no CPU',
      [profile({ resources: gib(2, { cpuGuarantee: 0.04 }) })],
      `${at0}.resources guarantees 0.04 CPUs, the least is 0.05; raise cpuGuarantee`,
    ],
    ['of one slug', [profile(), profile()], 'server.profiles has the slug a twice; rename one of them'],
    [
      'of a slug with spaces',
      [profile({ slug: 'A b' })],
      'server.profiles has a slug that links cannot hold, got "A b"; use a-z, 0-9, - and _',
    ],
    [
      'of which two are the default',
      [profile({ isDefault: true }), profile({ slug: 'b', isDefault: true })],
      'server.profiles has 2 defaults (a, b); keep isDefault on one of them',
    ],
    [
      'with two defaults among the choices',
      [
        profile({
          options: [
            ProfileOption.images([
              { ...choice, isDefault: true },
              { ...choice, slug: 'q', isDefault: true },
            ]),
          ],
        }),
      ],
      `${at0}.options.image has 2 defaults (r, q); keep isDefault on one of them`,
    ],
    [
      'without a choice',
      [profile({ options: [ProfileOption.images([])] })],
      `${at0}.options.image offers no choice; give at least one`,
    ],
    [
      'that fix the image users choose',
      [profile({ image: 'a/b:1', options: [ProfileOption.images([choice])] })],
      `${at0}.image is set although users choose the image; make it a choice`,
    ],
    [
      'that fix the size users choose',
      [profile({ resources: gib(1), options: [ProfileOption.resources([size()])] })],
      `${at0}.resources are set although users choose them; make them a choice`,
    ],
    [
      'that ask for the image twice',
      [profile({ options: [ProfileOption.images([choice]), ProfileOption.images([choice])] })],
      `${at0}.options choose the image twice; join the choices`,
    ],
    [
      'with a choice of a moving image',
      [profile({ options: [ProfileOption.images([{ ...choice, image: 'rocker/binder' }])] })],
      `${at0}.options.image[r].image has no tag, got rocker/binder; write repository:tag with a fixed tag, for example quay.io/jupyter/scipy-notebook:2026-07-28`,
    ],
    [
      'with a pattern that is none',
      [profile({ options: [ProfileOption.imagesOrFree([choice], { pattern: '(' })] })],
      `${at0}.options.image.pattern is not a regular expression, got (; correct it`,
    ],
  ])('%s', (_what, profiles, message) => {
    expect(() => render(profiles)).toThrow(new Error(`s/Hub: ${message}`));
  });

  test('only against pools that are known', () => {
    const profiles: Json | undefined = at(
      render([profile({ pool: 'any', resources: gib(900) })], []),
      'singleuser.profileList',
    );
    expect(profiles).toHaveLength(1);
  });
});
