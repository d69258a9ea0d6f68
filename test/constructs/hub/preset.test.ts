import { describe, expect, test } from 'vitest';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';
import { HubPreset } from '../../../constructs/src/hub/preset.ts';
import { at } from './support/chart.ts';
import { renderedValues } from './support/hub.ts';

const node = (cpus: number, gibibytes: number) => NodeCapacity.measured({ cpus, memory: Memory.gibibytes(gibibytes) });
const pools = [
  { poolName: 'large', node: node(15.7, 120) },
  { poolName: 'small', node: node(3.7, 29) },
  { poolName: 'gpu', node: node(3.9, 14), gpus: 2 },
];

const slugsOf = (preset: HubPreset) =>
  at(
    renderedValues(() => ({ server: preset.userServer({ pools, gpuGroups: ['atlas:gpu'] }) })),
    'singleuser.profileList',
  );

describe('HubPreset', () => {
  test('has the eight kinds of hub, by name', () => {
    expect(HubPreset.all().map(({ settings }) => settings.presetName)).toEqual([
      'desktop',
      'education',
      'ephemeral',
      'event',
      'geospatial-dask',
      'gpu',
      'research',
      'rstudio',
    ]);
    expect(HubPreset.of('gpu')).toBe(HubPreset.GPU);
  });

  test('names the presets there are when asked for another', () => {
    expect(() => HubPreset.of('reserch')).toThrow(
      'HubPreset: there is no preset reserch; use one of: desktop, education, ephemeral, event, geospatial-dask, gpu, research, rstudio',
    );
  });

  test('asks for an image where none fits everybody', () => {
    expect(() => HubPreset.DESKTOP.userServer({})).toThrow(
      'HubPreset: desktop has no image of its own, got none; give one that was made for it',
    );
    expect(HubPreset.DESKTOP.userServer({ image: 'a/desktop:1' })).toMatchObject({
      image: 'a/desktop:1',
      defaultUrl: '/desktop',
    });
  });

  test('of research divides small nodes by four and large ones by two, the smallest first', () => {
    expect(slugsOf(HubPreset.RESEARCH)).toMatchObject([
      {
        slug: 'standard',
        default: true,
        profile_options: {
          image: { choices: { scipy: { default: true }, pangeo: {} }, unlisted_choice: { enabled: true } },
          resources: {
            choices: {
              mem_4_gb: { default: true, kubespawner_override: { node_selector: { 'hubfleet.dev/pool': 'small' } } },
              mem_7_gb: {},
              mem_14_gb: {},
              mem_28_gb: {},
              mem_59_gb: { kubespawner_override: { node_selector: { 'hubfleet.dev/pool': 'large' } } },
              mem_118_gb: {},
            },
          },
        },
      },
    ]);
  });

  test('of GPUs shares a node among its GPUs, for members of groups', () => {
    const [, gpu] = slugsOf(HubPreset.GPU) as object[];
    expect(gpu).toMatchObject({
      slug: 'gpu-gpu',
      allowed_groups: ['atlas:gpu'],
      kubespawner_override: {
        mem_guarantee: 7365868912,
        cpu_guarantee: 1.911,
        extra_resource_limits: { 'nvidia.com/gpu': '1' },
        node_selector: { 'hubfleet.dev/pool': 'gpu' },
      },
    });
  });

  test('of ephemeral hubs keeps nothing and reaches only the web', () => {
    expect(HubPreset.EPHEMERAL.settings.storage.keepsHomes).toBe(false);
    expect(HubPreset.EPHEMERAL.network).toEqual({ internetAccess: 'web-only' });
  });

  test('can be overridden field by field', () => {
    const values = renderedValues(() => ({
      server: { ...HubPreset.EVENT.userServer({}), startTimeoutSeconds: 300 },
      culling: { ...HubPreset.EVENT.culling, maxAgeHours: 4 },
      features: { ...HubPreset.EVENT.features, placeholders: { count: 20 } },
    }));
    expect(values).toMatchObject({
      singleuser: { startTimeout: 300, memory: { guarantee: 2147483648, limit: 2147483648 } },
      cull: { maxAge: 14400, timeout: 3600 },
      scheduling: { userPlaceholder: { replicas: 20 } },
      prePuller: { hook: { enabled: true } },
    });
  });
});
