import type { Example, Reference, Rule, RuleCheck, Severity } from '../rule';
import type { Json } from '../value';

/** What a rule about the cloud says of itself; the rest follows from it. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly remedy: string;
  readonly references?: readonly Reference[];
  /**
   * For fleets that ask for more than every cluster needs.
   * @default false
   */
  readonly strict?: boolean;
}

/** Resources of an example by type and name. */
export type ExampleResources = Readonly<Record<string, Json>>;

/** The two sides of a rule. */
export interface Sides {
  readonly pass: ExampleResources;
  readonly fail: ExampleResources;
}

/** Numbers of one matter in the benchmarks and scanners, several apart by spaces. */
export interface Numbers {
  /** CIS GKE 1.9.0. */
  readonly gke?: string;
  /** CIS EKS 1.8.0. */
  readonly eks?: string;
  readonly checkov?: string;
  readonly trivy?: string;
}

const SOURCES: readonly (readonly [keyof Numbers, string])[] = [
  ['gke', 'CIS GKE 1.9.0'],
  ['eks', 'CIS EKS 1.8.0'],
  ['checkov', 'checkov'],
  ['trivy', 'trivy'],
];

/** References to benchmarks and scanners. */
export function numbers(given: Numbers): Reference[] {
  return SOURCES.flatMap(([key, source]) => (given[key]?.split(' ') ?? []).map((id) => ({ source, id })));
}

/** A rule that sees the same at synth and at plan: its category follows from its id. */
export function cloudRule(text: RuleText, sides: Sides, checks: Readonly<Record<string, RuleCheck>>): Rule {
  const { strict = false, references = [], ...rest } = text;
  return {
    ...rest,
    category: rest.id.slice(0, rest.id.indexOf('/')) as Rule['category'],
    stages: ['synth', 'plan'],
    references,
    sets: [strict ? 'strict' : 'baseline'],
    examples: { pass: example(sides.pass), fail: example(sides.fail) },
    checks,
  };
}

function example(resources: ExampleResources): Example {
  return { terraform: { resource: { ...resources } } };
}
