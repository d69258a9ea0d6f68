import { type CheckResult, check, readSynthesized } from '@hubfleet/policies';
import type { Fleet } from '../fleet/fleet.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { policyOptions } from './policy-options.ts';

/** Runs the policies over synthesized stacks. */
export function checkStacks(fleet: Fleet, stacks: readonly SynthesizedStack[], today: string): CheckResult {
  const resources = stacks.flatMap(({ json, name }) => readSynthesized(json, { stack: name }));
  const result = check(resources, policyOptions(fleet, 'synth', today));
  const unseen = new Set(unseenWaiverFiles(fleet, stacks));
  // A waiver for a stack that was not looked at is neither used nor unused.
  return { ...result, unusedWaivers: result.unusedWaivers.filter(({ file }) => !file || !unseen.has(file)) };
}

/** Waiver files of clusters of which a stack was left out. */
function unseenWaiverFiles(fleet: Fleet, stacks: readonly SynthesizedStack[]): string[] {
  const seen = new Set(stacks.map(({ name }) => name));
  return stacksOfFleet(fleet)
    .filter(({ name }) => !seen.has(name))
    .flatMap(({ cluster }) => cluster.waivers.map(({ file }) => file));
}
