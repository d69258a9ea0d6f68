import type { StackApplication } from '../terraform/apply-stack.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import type { Colors } from './findings-text.ts';
import { renderOutcomes } from './plan-text.ts';

/** One line while a run goes on: where it is shown, or what it does now. */
export function renderRunProgress(stack: string, text: string, colors: Colors): string {
  return `${colors.dim(`[${stack}]`)} ${text}\n`;
}

/** How a run ended; one that was only to plan says how to go on. */
export function renderRunEnd(result: StackPlan | StackApplication, colors: Colors): string {
  const isOpen = !('plan' in result) && result.outcome === 'changes' && !result.findings.some(isError);
  const hint = `run it again with --apply to apply it; HCP Terraform plans it anew, and it is judged anew`;
  return `${renderOutcomes([result], colors)}${isOpen ? `${colors.dim(hint)}\n` : ''}`;
}

function isError({ level }: { readonly level: string }): boolean {
  return level === 'error';
}
