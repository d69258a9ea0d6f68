import type { KeptApplication } from '../delivery/apply-kept-plan.ts';
import type { FinishedStack } from '../delivery/resumable.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import type { SkippedStack } from '../terraform/run-stacks.ts';
import { renderJson } from './json.ts';

/**
 * Plans and applications for programs. The shape is stable within `version`:
 * `{ version, stacks: [{ stack, outcome, summary?, changes?, findings?, waived?, planFile?, differences?, failure?, because?, finishedAt? }], exitCode, digest? }`.
 * No value of a sensitive attribute is in it.
 */
export function renderPlanReport(
  results: readonly (StackPlan | KeptApplication | FinishedStack | SkippedStack)[],
  exitCode: number,
  /** Of the plans that were kept. */
  digest?: string,
): string {
  return renderJson({ version: 1, stacks: results.map(entry), exitCode, digest });
}

function entry(result: StackPlan | KeptApplication | FinishedStack | SkippedStack): object {
  if (result.outcome === 'skipped' || result.outcome === 'finished') return result;
  const { summary, changes, findings, waived, planFile } = 'plan' in result ? result.plan : result;
  const { failure } = result;
  return {
    stack: result.stack,
    outcome: result.outcome,
    summary,
    changes,
    findings,
    waived,
    // A plan file does not outlive an application.
    ...(!('plan' in result) && planFile !== undefined && { planFile }),
    ...('differences' in result && { differences: result.differences }),
    ...(failure && { failure: { message: failure.message, output: failure.output } }),
  };
}
