import type { PriceBook } from './prices/price-book';
import type { Resource } from './resource';
import type { ResourceIndex } from './resource-index';
import type { Limits, RuleSet } from './settings';
import type { Json } from './value';
import type { Verdict } from './verdict';

/** How bad it is when a rule fails; `critical` and `high` stop the run unless settings say otherwise. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** What a rule protects. */
export type Category = 'cost' | 'security' | 'data-loss' | 'reliability';

/** Where a rule can look: at the synthesized JSON, at a plan, or at both. */
export type Stage = 'synth' | 'plan';

/** A place where others describe the same matter. */
export interface Reference {
  /** Who: a benchmark with its version (`CIS EKS 1.8.0`), `checkov`, `trivy`, or a document. */
  readonly source: string;
  /** Their number or page, for example `5.4.1` or `CKV_AWS_38`. */
  readonly id: string;
  readonly url?: string;
}

/** A small stack that shows a rule passing or failing. */
export interface Example {
  /** Terraform JSON. */
  readonly terraform: { readonly [section: string]: Json };
  /** For rules about a fleet: Terraform JSON of further stacks, by name. */
  readonly stacks?: Readonly<Record<string, { readonly [section: string]: Json }>>;
  /** For rules about changes: what a plan does, by address. */
  readonly changes?: Readonly<Record<string, ExampleChange>>;
}

/** What a plan does to one resource of an example. */
export interface ExampleChange {
  readonly actions: readonly string[];
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly actionReason?: string;
  readonly deposed?: string;
  /** Values before the change. */
  readonly before?: { readonly [attribute: string]: Json };
}

/** What a rule may see besides the resource it judges. */
export interface RuleContext {
  readonly stage: Stage;
  /** The day of the check, `YYYY-MM-DD`. */
  readonly today: string;
  readonly limits: Limits;
  /** What things cost. */
  readonly book: PriceBook;
  /** All resources of the check. */
  readonly resources: ResourceIndex;
}

/** Judges one resource. */
export type RuleCheck = (resource: Resource, context: RuleContext) => Verdict;

/** A policy: what it is about as data, and one pure function per type of resource. */
export interface Rule {
  /** Stable, `category/name`. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly stages: readonly Stage[];
  /** How to mend it: in cluster or hub files, and in plain Terraform. */
  readonly remedy: string;
  readonly references: readonly Reference[];
  readonly examples: { readonly pass: Example; readonly fail: Example };
  /** By resource type; data sources as `data.TYPE`. */
  readonly checks: Readonly<Record<string, RuleCheck>>;
  /**
   * Sets the rule belongs to; a rule that a CIS benchmark asks for is in `cis` too.
   * @default ['baseline']
   */
  readonly sets?: readonly RuleSet[];
  /**
   * Also judge resources that the plan removes.
   * @default false
   */
  readonly judgesRemoved?: boolean;
  /**
   * A waiver may cover the rule.
   * @default true
   */
  readonly waivable?: boolean;
}
