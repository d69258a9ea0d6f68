import type { CheckResult, Finding, Resource } from '@hubfleet/policies';
import { isRefused, type PlanRequest, planStack, type StackPlan } from '../terraform/plan-stack.ts';
import { replaceFile } from '../terraform/replace-file.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { StackFolder } from '../terraform/stack-folder.ts';

/** What a destruction needs to know of a stack. */
export interface DoomedStack extends StackFolder {
  /** The parsed Terraform JSON. */
  readonly json: unknown;
}

const GUARD = 'data-loss/stateful-change';

/**
 * Plans to destroy a stack. What `prevent_destroy` guards is refused, unless a waiver names it; what else is lost is
 * found as a warning, since whoever destroys says the name of what goes.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function planDestruction(
  terraform: TerraformRunner,
  stack: DoomedStack,
  request: Omit<PlanRequest, 'destroy' | 'saveJson'>,
): Promise<StackPlan> {
  const guards = guardsIn(stack.json);
  const check = (resources: readonly Resource[]): CheckResult => {
    const result = request.check(resources);
    return { ...result, findings: result.findings.map((finding) => confirmable(finding, guards)) };
  };
  // Terraform knows no waivers, and tells of what it guards only as far as it gets.
  const lifted = new Set<string>();
  for (;;) {
    const plan = await planStack(terraform, stack, { ...request, check, destroy: true });
    const waived = plan.waived.filter(({ rule, address }) => rule === GUARD && guards.get(address) === true);
    const more = waived.map(({ address }) => address).filter((address) => !lifted.has(address));
    if (plan.failure === undefined || isRefused(plan) || more.length === 0) return plan;
    for (const address of more) lifted.add(address);
    await replaceFile(stack.file, JSON.stringify(withoutGuards(stack.json, lifted), null, 2));
  }
}

/** What is no longer in the files was not taken out of them to be lost. */
function confirmable(finding: Finding, guards: ReadonlyMap<string, boolean>): Finding {
  const isConfirmable = finding.rule === GUARD && guards.get(finding.address) === false;
  return isConfirmable ? { ...finding, level: 'warning' } : finding;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

interface Block {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

/** Whether `prevent_destroy` guards a resource, by its address. */
function guardsIn(json: unknown): Map<string, boolean> {
  const { resource = {} } = json as { resource?: Blocks };
  return new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, { lifecycle }]) => [`${type}.${name}`, lifecycle?.prevent_destroy === true]),
    ),
  );
}

function withoutGuards(json: unknown, addresses: ReadonlySet<string>): unknown {
  const { resource = {}, ...rest } = json as { resource?: Blocks };
  const lifted = Object.entries(resource).map(([type, named]) => [
    type,
    Object.fromEntries(
      Object.entries(named).map(([name, block]) => [
        name,
        addresses.has(`${type}.${name}`)
          ? { ...block, lifecycle: { ...block.lifecycle, prevent_destroy: false } }
          : block,
      ]),
    ),
  ]);
  return { ...rest, resource: Object.fromEntries(lifted) };
}
