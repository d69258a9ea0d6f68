import type { StackApplication } from '../terraform/apply-stack.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import type { SkippedStack } from '../terraform/run-stacks.ts';
import { renderJson } from './json.ts';

/**
 * Plans and applications for programs. The shape is stable within `version`:
 * `{ version, stacks: [{ stack, outcome, summary?, changes?, findings?, waived?, planFile?, failure?, because? }], exitCode }`.
 * No value of a sensitive attribute is in it.
 */
export function renderPlanReport(
  results: readonly (StackPlan | StackApplication | SkippedStack)[],
  exitCode: number,
): string {
  return renderJson({ version: 1, stacks: results.map(entry), exitCode });
}

function entry(result: StackPlan | StackApplication | SkippedStack): object {
  if (result.outcome === 'skipped') return result;
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
    ...(failure && { failure: { message: failure.message, output: failure.output } }),
  };
}
