import { type CostRange, decimalUsd } from '@hubfleet/policies';
import { type DriftedResource, driftClasses, type StackDrift, worstOf } from '../delivery/drift.ts';
import { renderJson } from './json.ts';

/** How a check for drift ended, and when. */
export interface DriftEnd {
  readonly exitCode: number;
  readonly checkedAt: Date;
}

/**
 * Drift for programs. The shape is stable within `version`:
 * `{ version, checkedAt, class?, resources: { harmless, cost, destructive }, stacks: [{ stack, cluster, outcome, class?, resources, failure? }], unseen, exitCode }`.
 * No value of a sensitive attribute is in it; money is in dollars a month.
 */
export function renderDriftReport(
  looks: readonly StackDrift[],
  skipped: readonly string[],
  { exitCode, checkedAt }: DriftEnd,
): string {
  const worst = worstOf(looks);
  const all = looks.flatMap(({ resources }) => resources);
  const counts = driftClasses.map((name) => [name, all.filter((each) => each.class === name).length]);
  return renderJson({
    version: 1,
    checkedAt: checkedAt.toISOString(),
    ...(worst && { class: worst }),
    resources: Object.fromEntries(counts),
    stacks: looks.map(({ resources, failure, ...rest }) => ({
      ...rest,
      resources: resources.map(entry),
      ...(failure && { failure: { message: failure.message, output: failure.output } }),
    })),
    unseen: [...looks.filter(({ outcome }) => outcome === 'unseen').map(({ stack }) => stack), ...skipped],
    exitCode,
  });
}

function entry({ monthly, ...resource }: DriftedResource): object {
  return {
    ...resource,
    ...(monthly && { monthlyUsd: { now: money(monthly.now), wanted: money(monthly.wanted) } }),
  };
}

function money({ floor, expected, ceiling }: CostRange): object {
  return { floor: decimalUsd(floor), expected: decimalUsd(expected), ceiling: decimalUsd(ceiling) };
}
