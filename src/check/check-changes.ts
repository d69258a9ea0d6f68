import { type CheckResult, check, compareFindings, readComparison, rules } from '@hubfleet/policies';
import type { Fleet } from '../fleet/fleet.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { policyOptions } from './policy-options.ts';

/** Rules about what happens to what is there, and not about how it should be. */
const ofChanges = rules.filter(({ stages }) => stages.every((stage) => stage === 'plan'));

/**
 * Adds to a check what the stacks would lose compared with an earlier version of them. A stack that only one of the
 * two has loses nothing: Terraform is not run on what the fleet no longer names.
 * @param before Terraform JSON of the earlier version, by stack
 */
export function withChanges(
  result: CheckResult,
  fleet: Fleet,
  stacks: readonly SynthesizedStack[],
  before: ReadonlyMap<string, unknown>,
  today: string,
): CheckResult {
  const resources = stacks.flatMap(({ name, json }) =>
    before.has(name) ? readComparison(before.get(name), json, { stack: name }) : [],
  );
  const changes = check(resources, { ...policyOptions(fleet, 'plan', today), rules: ofChanges });
  const own = ({ rule }: { readonly rule: string }) => ofChanges.some(({ id }) => id === rule);
  return {
    ...result,
    findings: [...result.findings, ...changes.findings.filter(own)].sort(compareFindings),
    waived: [...result.waived, ...changes.waived].sort(compareFindings),
    expiringWaivers: [...new Set([...result.expiringWaivers, ...changes.expiringWaivers])],
    rulesRun: result.rulesRun + changes.rulesRun,
  };
}
