import { fileURLToPath } from 'node:url';
import { type FleetMatchers, matchers, openFleet } from 'hubfleet/testing';
import { describe, expect, test } from 'vitest';

expect.extend(matchers);
declare module 'vitest' {
  interface Matchers<T> extends FleetMatchers<T> {}
}

// The folder with your fleet.yaml.
const fleet = await openFleet(fileURLToPath(new URL('../../clusters', import.meta.url)), '2026-11-22');

test('no policy complains', () => {
  expect(fleet).toHaveNoFindings();
});

describe.each(fleet.clusters)('cluster $name', ({ name, budget }) => {
  test('is expected to cost no more than its budget', () => {
    expect(fleet.monthlyUsd(name).expected).toBeLessThanOrEqual(budget?.monthlyUsd ?? 0);
  });

  test('has backups of its homes', () => {
    const { resource } = fleet.stack(`${name}-data`) as { resource: Record<string, object> };
    expect(Object.keys(resource)).toContainEqual(expect.stringMatching(/backup|filestore/));
  });
});

describe.each(fleet.hubs)('hub $cluster/$hub.name', ({ cluster, hub }) => {
  test('stops servers that nobody has used for two hours', () => {
    expect(fleet.hubValues(cluster, hub.name)).toMatchObject({ cull: { enabled: true } });
    expect(hub.culling.idleMinutes).toBeLessThanOrEqual(120);
  });

  test('is the only one in a namespace that keeps others out', () => {
    expect(fleet.stack(`${cluster}-${hub.name}`)).toHaveResource('kubernetes_namespace_v1', {
      metadata: { name: hub.name },
    });
    expect(fleet.stack(`${cluster}-${hub.name}`)).toHaveResourceCount('helm_release', hub.dask ? 2 : 1);
  });
});
