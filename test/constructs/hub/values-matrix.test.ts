import type { TerraformStack } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { Home } from '../../../constructs/src/hub/home.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';
import { HubPreset } from '../../../constructs/src/hub/preset.ts';
import { type Profile, ProfileOption } from '../../../constructs/src/hub/profile.ts';
import { ResourceAllocation } from '../../../constructs/src/hub/resource-allocation.ts';
import { valuesFaults } from '../../../constructs/src/hub/values-faults.ts';
import { hasChart, schemaFaults } from './support/chart.ts';
import { FakeHomeStorage, type Overrides, renderedValues } from './support/hub.ts';
import { logins } from './support/logins.ts';

const small = { poolName: 'small', node: NodeCapacity.eks({ cpus: 4, memoryGiB: 32 }) };
const large = { poolName: 'large', node: NodeCapacity.eks({ cpus: 16, memoryGiB: 128 }) };
const gpu = { poolName: 'gpu', node: NodeCapacity.eks({ cpus: 4, memoryGiB: 16, maxPods: 29 }), gpus: 1 };
const pools = [large, small, gpu];

const images = [
  { slug: 'scipy', displayName: 'SciPy', image: 'quay.io/jupyter/scipy-notebook:2026-07-28', isDefault: true },
  { slug: 'r', displayName: 'R', image: 'docker.io/rocker/binder:4.4', defaultUrl: '/rstudio' },
];

const homes: Record<string, (stack: TerraformStack) => Home> = {
  'no homes': () => Home.none(),
  'homes on NFS': (stack) => Home.nfs({ storage: new FakeHomeStorage(stack, 'Homes'), quotaGiB: 10 }),
  'homes at two paths': (stack) =>
    Home.nfs({
      storage: new FakeHomeStorage(stack, 'Homes'),
      mountPaths: ['/home/jovyan', '/home/rstudio'],
      sharedDirectory: false,
    }),
  'homes on disks': () => Home.disks({ capacityGiB: 10, storageClassName: 'retain' }),
};

const profiles: Record<string, Profile[]> = {
  'no profiles': [],
  'plain profiles': [
    { slug: 'small', displayName: 'Small', resources: { memoryGuarantee: Memory.gibibytes(1) }, isDefault: true },
    { slug: 'gpu', displayName: 'GPU', pool: 'gpu', resources: { memoryGuarantee: Memory.gibibytes(8), gpus: 1 } },
  ],
  'choices of image and size': [
    {
      slug: 'standard',
      displayName: 'Standard',
      options: [
        ProfileOption.imagesOrFree(images, {}),
        ProfileOption.resources(
          ResourceAllocation.choices({ node: small.node, pool: 'small', count: 4, firstIsDefault: true }),
        ),
      ],
    },
  ],
};

const everyHub = Object.keys(logins).flatMap((login) =>
  Object.keys(homes).flatMap((home) => Object.keys(profiles).map((style) => ({ login, home, style }))),
);

function faults(overrides: Overrides) {
  const values = renderedValues(overrides);
  return { schema: schemaFaults(values), linter: valuesFaults(values) };
}

const none = { schema: [], linter: [] };

describe.skipIf(!hasChart)('The chart accepts the values', () => {
  test.each(everyHub)('of a hub with login $login, $home and $style', ({ login, home, style }) => {
    const overrides: Overrides = (stack) => ({
      access: { authentication: (logins[login] as (typeof logins)[string])() },
      server: { image: 'quay.io/jupyter/scipy-notebook:2026-07-28', profiles: profiles[style], pools },
      storage: { home: (homes[home] as (typeof homes)[string])(stack), scratch: { deleteAfterDays: 7 } },
    });
    expect(faults(overrides)).toEqual(none);
  });

  test.each(
    HubPreset.all().flatMap((preset) =>
      Object.keys(logins).map((login) => ({ name: preset.settings.presetName, preset, login })),
    ),
  )('of preset $name with login $login', ({ preset, login }) => {
    const image = preset.settings.server.images ? undefined : 'ghcr.io/atlas/desktop:2026-08-01';
    const overrides: Overrides = (stack) => ({
      access: { authentication: (logins[login] as (typeof logins)[string])() },
      server: preset.userServer({ image, pools }),
      storage: { home: preset.homeOn(new FakeHomeStorage(stack, 'Homes')) },
      culling: preset.culling,
      features: preset.features,
      network: preset.network,
    });
    expect(faults(overrides)).toEqual(none);
  });
});
