import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, DEFAULT_LIMITS, type Json, RULE_SETS, type RuleSet } from '@hubfleet/policies';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { type SynthesizedStack, synthesize } from '../../src/stacks/synthesize.ts';
import { readExample } from '../policies/support/example-plan.ts';

let work: string;
let fleet: Fleet;
let stacks: readonly SynthesizedStack[];
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'hubfleet-policies-'));
  const loaded = await loadFleet('clusters');
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  fleet = loaded.fleet;
  stacks = (await synthesize(fleet, { outdir: work })).stacks;
});
afterAll(() => rm(work, { recursive: true, force: true }));

const checked = (sets: RuleSet[]) =>
  checkStacks({ ...fleet, policies: { ...fleet.policies, sets } }, stacks, '2026-11-22');

describe('the example fleet', () => {
  test('is clean under strict and cis but for its waivers, of which each covers something', () => {
    const { findings, waived, unusedWaivers, expiredWaivers } = checked(['strict', 'cis']);
    expect(findings.map(({ rule, stack, address }) => `${rule} ${stack} ${address}`)).toEqual([]);
    expect(waived.length).toBeGreaterThan(0);
    expect([...unusedWaivers, ...expiredWaivers].map(({ rule, match }) => `${rule} ${match}`)).toEqual([]);
  });

  test('does not call waivers unused whose rules do not run', () => {
    expect(checked(['baseline']).unusedWaivers).toEqual([]);
  });

  test('has the limits that the policies have by default', () => {
    expect(fleet.policies.limits).toEqual(DEFAULT_LIMITS);
  });
});

type Section = Record<string, Record<string, Json>>;

/** One stack with the resources of the whole fleet, several times, as many as asked for. */
function manyResources(count: number): Section {
  const all = stacks.flatMap(({ json }) =>
    Object.entries((json as { resource?: Section }).resource ?? {}).flatMap(([type, named]) =>
      Object.values(named).map((body) => ({ type, body })),
    ),
  );
  const resource: Section = {};
  for (let index = 0; index < count; index++) {
    const { type, body } = all[index % all.length] as { type: string; body: Json };
    resource[type] = { ...resource[type], [`r${index}`]: body };
  }
  return resource;
}

test('every rule judges the plan of a thousand resources within 300 ms', { timeout: 30_000 }, () => {
  const terraform = { resource: manyResources(1000) };
  // Read anew each time, so that nothing is remembered; the best of some runs in time of this process, because other work
  // on the machine is no fault of the rules.
  const times = Array.from({ length: 6 }, () => {
    const resources = readExample({ terraform }, 'plan');
    expect(resources.length).toBe(1000);
    const start = process.cpuUsage();
    check(resources, { stage: 'plan', today: '2026-11-22', settings: { sets: RULE_SETS } });
    return process.cpuUsage(start).user / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(300);
});
