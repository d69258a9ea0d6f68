import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type RuleSet } from '@hubfleet/policies';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { type SynthesizedStack, synthesize } from '../../src/stacks/synthesize.ts';

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
  test('is clean under strict but for its waivers, of which each covers something', () => {
    const { findings, waived, unusedWaivers, expiredWaivers } = checked(['strict']);
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
