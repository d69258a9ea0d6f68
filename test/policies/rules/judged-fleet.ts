import { check, readSynthesized, rules } from '@hubfleet/policies';

/** What a rule says of stacks given by name, as `stack address verdict`. */
export function judgedFleet(rule: string, stacks: Readonly<Record<string, object | undefined>>): string[] {
  const resources = Object.entries(stacks).flatMap(([stack, resource]) => readSynthesized({ resource }, { stack }));
  const settings = { sets: ['strict'] as const };
  const only = rules.filter(({ id }) => id === rule);
  const { findings } = check(resources, { stage: 'synth', today: '2026-11-22', rules: only, settings });
  return findings.map(({ stack, address, verdict, message }) => `${stack} ${address} ${verdict}: ${message}`);
}
