import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, RULE_SETS, type RuleSet } from '@hubfleet/policies';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { type SynthesizedStack, synthesize } from '../../src/stacks/synthesize.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, fleetOf } from '../support/fleet.ts';

const page = readFileSync(new URL('../../docs/explanation/policies.md', import.meta.url), 'utf8');

const database = { engine: 'postgres', version: '17', sizeGiB: 20 };
const opted = {
  homeStorage: { main: { kind: 'disk', sizeGiB: 500 } },
  buckets: { data: { hubs: { research: 'readWrite' } } },
  registry: { repositories: ['research'] },
  pipeline: { service: 'github', repository: 'odc/hubs' },
  support: { grafana: { domain: 'grafana.atlas.example' } },
};
const pools = (core: string, user: string) => ({
  core: { purpose: 'core', machineType: core, minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: user, maxNodes: 20 },
  dask: { purpose: 'dask', machineType: user, maxNodes: 10, spot: true },
});
const everyAws = {
  ...opted,
  pools: pools('r8i-flex.large', 'r5.xlarge'),
  database: { ...database, machineType: 'db.t4g.small' },
};
const everyGoogle = {
  ...opted,
  pools: pools('n2-highmem-4', 'n2-highmem-4'),
  database: { ...database, machineType: 'db-custom-1-3840' },
};
const dask = { maxWorkersPerCluster: 10, maxCpusPerCluster: 40, maxMemoryGiBPerCluster: 300 };
const everyHub = { storage: { quotaGiB: 10 }, scratchBucket: {}, dask };

const clusters = [
  ['the least on AWS', exampleCluster(), {}],
  ['the least on Google Cloud', exampleGoogleCluster(), {}],
  ['every part on AWS', exampleCluster(everyAws), everyHub],
  ['every part on Google Cloud', exampleGoogleCluster(everyGoogle), everyHub],
] as const;

/** Rules in the table below a heading of the page. */
function tableBelow(heading: string): string[] {
  const [section = ''] = page.split(`\n## ${heading}\n`).slice(1).join('').split('\n## ');
  const firstCells = [...section.matchAll(/^\| (`[^|]+)\|/gm)].map(([, cell = '']) => cell);
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, rule = '']) => rule));
}

const found: string[] = [];

describe.each(clusters)('a cluster with %s at its defaults, its hub and its support services', (_, cluster, hub) => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-default-'));
  let fleet: Fleet;
  let stacks: readonly SynthesizedStack[];

  beforeAll(async () => {
    fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': exampleHub(hub) });
    ({ stacks } = await synthesize(fleet, { outdir }));
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  const findings = (sets: readonly RuleSet[]): readonly Finding[] =>
    checkStacks({ ...fleet, policies: { ...fleet.policies, sets: [...sets] } }, stacks, '2026-11-22').findings;
  const sentence = ({ rule, stack, address, message }: Finding) => `${rule} ${stack}/${address}: ${message}`;

  test('break no policy of the fleet', () => {
    expect(checkStacks(fleet, stacks, '2026-11-22').findings.map(sentence)).toEqual([]);
    expect(findings(['baseline']).map(sentence)).toEqual([]);
  });

  test('are only warned by the other sets, of what the page on policies says', () => {
    const all = findings(RULE_SETS);
    expect(all.filter(({ level }) => level !== 'warning').map(sentence)).toEqual([]);
    const explained = tableBelow('What a cluster at its defaults breaks');
    expect(all.filter(({ rule }) => !explained.includes(rule)).map(sentence)).toEqual([]);
    found.push(...all.map(({ rule }) => rule));
  });
});

test('the page explains no rule that the defaults keep', () => {
  const explained = tableBelow('What a cluster at its defaults breaks');
  expect(explained.length).toBeGreaterThan(20);
  expect(explained.filter((rule) => !found.includes(rule))).toEqual([]);
});
