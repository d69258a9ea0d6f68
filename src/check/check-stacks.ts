import { type CheckResult, check, readSynthesized, type Waiver } from '@hubfleet/policies';
import type { Fleet } from '../fleet/fleet.ts';
import { stacksOf } from '../stacks/layer.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { policyOptions } from './policy-options.ts';

/** Runs the policies over synthesized stacks. */
export function checkStacks(fleet: Fleet, stacks: readonly SynthesizedStack[], today: string): CheckResult {
  const resources = stacks.flatMap(({ json, name }) => readSynthesized(json, { stack: name }));
  const result = check(resources, policyOptions(fleet, 'synth', today));
  const whole = clustersIn(fleet, stacks);
  const concerns = ({ file }: Waiver): boolean =>
    whole.some((cluster) => cluster.waivers.some((own) => own.file === file));
  // A waiver for a stack that was not looked at is neither used nor unused.
  return { ...result, unusedWaivers: result.unusedWaivers.filter(concerns) };
}

/** Clusters of which every stack was looked at. */
function clustersIn(fleet: Fleet, stacks: readonly SynthesizedStack[]) {
  const seen = new Set(stacks.map(({ name }) => name));
  return fleet.clusters.filter((cluster) => stacksOf(cluster).every(({ name }) => seen.has(name)));
}
