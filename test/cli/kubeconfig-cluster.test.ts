import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { exampleCluster, exampleHub, exampleKubernetesCluster, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

describe('a fleet with a cluster of which only a kubeconfig context is known', () => {
  let fleet: string;
  beforeAll(async () => {
    fleet = await writeFleet({
      'atlas/cluster.yaml': exampleCluster(),
      'toronto/cluster.yaml': exampleKubernetesCluster(),
      'toronto/hubs/prod.yaml': exampleHub({ domain: 'hub.toronto.example' }),
    });
  });

  test('has the quotas of the others told', async () => {
    const { code, stdout, stderr } = await run(['quota', '--fleet', fleet, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).clusters.map(({ cluster }: { cluster: string }) => cluster)).toEqual(['atlas']);
    expect(stderr).toBe('toronto: only a kubeconfig context is known, so ask whoever runs the cluster\n');
  });

  test('has the others priced', async () => {
    const { code, stdout, stderr } = await run(['cost', '--fleet', fleet, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).clusters.map(({ name }: { name: string }) => name)).toEqual(['atlas']);
    expect(stderr).toContain('toronto: not priced, because only a kubeconfig context is known of it\n');
  });

  test('quotes no price of a hub there, but plans its events', async () => {
    const hub = ['quote', '--fleet', fleet, '--cluster', 'toronto', '--hub', 'prod'];
    const month = await run(hub);
    expect(month.code).toBe(1);
    expect(month.stderr).toBe('hubfleet: toronto: only a kubeconfig context is known, so its nodes have no price\n');
    const event = await run([...hub, '--seats', '40', '--date', '2026-12-03', '--format', 'json']);
    expect(event.code).toBe(0);
    expect(JSON.parse(event.stdout).plan).toMatchObject({ serversPerNode: 56, nodes: 1 });
  });

  test('has a report that shows the cluster without sums', async () => {
    const out = join(fleet, '..', `${basename(fleet)}-report`);
    onTestFinished(() => rmSync(out, { recursive: true, force: true }));
    const { code, stderr } = await run(['report', '--fleet', fleet, '--out', out]);
    expect(code, stderr).toBe(0);
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).toContain('Kubernetes<span class="sub">admin@atlas</span>');
    expect(page).toContain('whom its operators let in');
    expect(page.replace(/<script>.*<\/script>/s, '')).not.toMatch(/undefined|NaN/);
  });
});
