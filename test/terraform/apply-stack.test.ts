import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ApplyRequest, applyStack } from '../../src/terraform/apply-stack.ts';
import type { StackPlan } from '../../src/terraform/plan-stack.ts';
import { FakeTerraform, type Scripted } from './support/fake-terraform.ts';
import { finding, found, nothingFound, planJson, planned } from './support/plan.ts';

const plansChange = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: planJson([planned(['create'])]) } };

function given(script: Record<string, Scripted> = plansChange, overrides: Partial<ApplyRequest> = {}) {
  const terraform = new FakeTerraform(script);
  onTestFinished(() => terraform[Symbol.dispose]());
  const planFile = join(terraform.outdir, 'plans', 'sea.tfplan');
  const seen: StackPlan[] = [];
  const request: ApplyRequest = {
    fleetDir: terraform.fleetDir,
    outdir: terraform.outdir,
    check: () => nothingFound,
    onPlan: (plan) => seen.push(plan),
    confirm: async () => true,
    ...overrides,
  };
  return { terraform, planFile, seen, apply: () => applyStack(terraform.runner(), terraform.stack(), request) };
}

test('applies exactly the plan that was checked and shown, and removes it', async () => {
  const { terraform, planFile, seen, apply } = given();
  expect(await apply()).toMatchObject({ stack: 'sea', outcome: 'applied' });
  expect(seen).toMatchObject([{ planFile, outcome: 'changes' }]);
  expect(terraform.calls.at(-1)?.args).toEqual(['apply', '-input=false', '-no-color', planFile]);
  expect(existsSync(planFile)).toBe(false);
});

test('asks before it applies, while the plan is there', async () => {
  const states: [string[], boolean][] = [];
  const { terraform, planFile, apply } = given(plansChange, {
    confirm: async () => {
      states.push([terraform.commands, existsSync(planFile)]);
      return true;
    },
  });
  await apply();
  expect(states).toEqual([[['init', 'plan', 'show'], true]]);
});

test('applies nothing that a finding forbids, and does not ask', async () => {
  const { terraform, apply } = given(plansChange, {
    check: () => found(finding()),
    confirm: () => Promise.reject(new Error('asked')),
  });
  expect(await apply()).toMatchObject({ outcome: 'refused' });
  expect(terraform.commands).not.toContain('apply');
});

test('applies nothing without changes, and does not ask', async () => {
  const { terraform, apply } = given(
    { plan: { plan: 'plan' }, show: { stdout: planJson([]) } },
    { confirm: () => Promise.reject(new Error('asked')) },
  );
  expect(await apply()).toMatchObject({ outcome: 'no-changes' });
  expect(terraform.commands).not.toContain('apply');
});

test('applies nothing after a no, and removes the plan', async () => {
  const { terraform, planFile, apply } = given(plansChange, { confirm: async () => false });
  expect(await apply()).toMatchObject({ outcome: 'declined' });
  expect(terraform.commands).not.toContain('apply');
  expect(existsSync(planFile)).toBe(false);
});

test('a failed application carries Terraform’s message and leaves no plan', async () => {
  const { planFile, apply } = given({ ...plansChange, apply: { exitCode: 1, stderr: 'Error: quota' } });
  expect(await apply()).toMatchObject({ outcome: 'failed', failure: { output: 'Error: quota' } });
  expect(existsSync(planFile)).toBe(false);
});

test('a failed plan is a failure', async () => {
  const { terraform, apply } = given({ plan: { exitCode: 1, stderr: 'Error: no credentials' } });
  expect(await apply()).toMatchObject({ outcome: 'failed', failure: { output: 'Error: no credentials' } });
  expect(terraform.commands).toEqual(['init', 'plan']);
});

test('a plan that Terraform refused is refused by the finding, with Terraform’s message', async () => {
  const { apply } = given(
    {
      plan: { exitCode: 1, plan: 'plan', stderr: 'Error: Instance cannot be destroyed' },
      show: { stdout: planJson([planned(['delete'])], { errored: true }) },
    },
    { check: () => found(finding()) },
  );
  expect(await apply()).toMatchObject({
    outcome: 'refused',
    failure: { output: 'Error: Instance cannot be destroyed' },
  });
});

test('a signal during the question stops the application', async () => {
  const { terraform, apply } = given(plansChange, {
    confirm: async () => {
      terraform.interruption.receive('SIGINT');
      return true;
    },
  });
  expect(await apply()).toMatchObject({ outcome: 'failed', failure: { message: 'sea: not applied after SIGINT' } });
  expect(terraform.commands).not.toContain('apply');
});
