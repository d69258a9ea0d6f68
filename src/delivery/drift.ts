import type { CostRange } from '@hubfleet/policies';
import type { AttributeChange } from '../terraform/attribute-changes.ts';
import type { TerraformFailure } from '../terraform/failure.ts';
import type { ChangeKind } from '../terraform/plan-changes.ts';

/** How bad drift is, the least first. */
export const driftClasses = ['harmless', 'cost', 'destructive'] as const;
export type DriftClass = (typeof driftClasses)[number];

/** A resource that is not as the files say, or no longer as it was applied. No value of a sensitive attribute is in here. */
export interface DriftedResource {
  readonly class: DriftClass;
  /** Why it has its class, in one sentence without a subject. */
  readonly why: string;
  readonly address: string;
  readonly type: string;
  /** Construct path. */
  readonly path?: string;
  /** What happened to it since the last application; absent when nothing did, and only the files are ahead. */
  readonly outside?: 'changed' | 'deleted';
  /** What an application would do now; absent when Terraform would leave it as it is. */
  readonly wouldDo?: ChangeKind;
  /** From what was applied to what is there; for files that are ahead, from what is there to what they say. */
  readonly attributes: readonly AttributeChange[];
  /** What it costs a month as it is, and as it should. Only when that differs. */
  readonly monthly?: { readonly now: CostRange; readonly wanted: CostRange };
}

/** What was found when a stack was looked at. */
export interface StackDrift {
  readonly stack: string;
  readonly cluster: string;
  readonly outcome: 'as-applied' | 'drifted' | 'unseen';
  /** Worst class; only when drifted. */
  readonly class?: DriftClass;
  /** The worst first. */
  readonly resources: readonly DriftedResource[];
  /** Why it could not be looked at, or what Terraform refused although it showed it. */
  readonly failure?: TerraformFailure;
}

/** Whether a class is at least as bad as another. */
export function isAtLeast(found: DriftClass, limit: DriftClass): boolean {
  return driftClasses.indexOf(found) >= driftClasses.indexOf(limit);
}

/** The worst of some classes; undefined of none. */
export function worstOf(found: readonly { readonly class?: DriftClass }[]): DriftClass | undefined {
  return driftClasses.findLast((name) => found.some((each) => each.class === name));
}
