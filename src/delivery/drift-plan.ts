import type { PlanJson, PlannedResource } from '../terraform/plan-json.ts';

/** A plan that also tells what changed outside of Terraform. */
export interface DriftPlan extends PlanJson {
  readonly resource_drift?: readonly PlannedResource[];
}

/** What has happened outside, as if a plan were about to do it. */
export function outsidePlan(plan: DriftPlan): DriftPlan {
  return { ...plan, resource_changes: plan.resource_drift ?? [] };
}

/** The plan as if nothing were to change: everything stays as it is in the cloud now. */
export function presentPlan(plan: DriftPlan): DriftPlan {
  return { ...plan, resource_changes: (plan.resource_changes ?? []).flatMap(stays) };
}

/** The plan as if nothing were to change, and nothing had changed since the last application. */
export function appliedPlan(plan: DriftPlan): DriftPlan {
  const drifted = new Map((plan.resource_drift ?? []).map((resource) => [keyOf(resource), resource]));
  const present = plan.resource_changes ?? [];
  const known = new Set(present.map(keyOf));
  const gone = [...drifted.values()].filter((resource) => !known.has(keyOf(resource)));
  return {
    ...plan,
    resource_changes: [...present.map((resource) => drifted.get(keyOf(resource)) ?? resource), ...gone].flatMap(stays),
  };
}

/** Deposed objects share the address of the one that replaced them. */
export function keyOf({ address, deposed }: Pick<PlannedResource, 'address' | 'deposed'>): string {
  return deposed === undefined ? address : `${address} ${deposed}`;
}

function stays(resource: PlannedResource): PlannedResource[] {
  const { before, before_sensitive = {} } = resource.change;
  if (resource.mode === 'data') return [resource];
  if ((before ?? null) === null) return [];
  const change = { actions: ['no-op'], before, after: before, after_unknown: {}, before_sensitive };
  return [{ ...resource, change: { ...change, after_sensitive: before_sensitive } }];
}
