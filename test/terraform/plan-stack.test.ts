import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from '../../src/terraform/failure.ts';
import { type PlanRequest, planStack } from '../../src/terraform/plan-stack.ts';
import { FakeTerraform, type Scripted } from './support/fake-terraform.ts';
import { finding, found, nothingFound, planJson, planned } from './support/plan.ts';

function fake(script: Record<string, Scripted> = {}): FakeTerraform {
  const terraform = new FakeTerraform(script);
  onTestFinished(() => terraform[Symbol.dispose]());
  return terraform;
}

const created = planJson([planned(['create'])]);
const plansChange = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: created } };

const request = (terraform: FakeTerraform, overrides: Partial<PlanRequest> = {}): PlanRequest => ({
  fleetDir: terraform.fleetDir,
  outdir: terraform.outdir,
  check: () => nothingFound,
  ...overrides,
});

const planOf = (terraform: FakeTerraform, overrides: Partial<PlanRequest> = {}) =>
  planStack(terraform.runner(), terraform.stack(), request(terraform, overrides));

describe('planStack', () => {
  test('initializes, plans to a file and shows that file', async () => {
    const terraform = fake(plansChange);
    await planOf(terraform);
    const file = join(terraform.outdir, 'plans', 'sea.tfplan');
    expect(terraform.calls.map(({ args }) => args)).toEqual([
      ['init', '-input=false', '-no-color'],
      ['plan', '-input=false', '-no-color', '-detailed-exitcode', `-out=${file}`],
      ['show', '-json', '-no-color', file],
    ]);
  });

  test('keeps a plan with changes, readable by its owner only', async () => {
    const terraform = fake(plansChange);
    const { outcome, summary, planFile = '' } = await planOf(terraform);
    expect({ outcome, create: summary.create }).toEqual({ outcome: 'changes', create: 1 });
    expect(statSync(planFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(terraform.outdir, 'plans')).mode & 0o777).toBe(0o700);
  });

  test('keeps no plan without changes', async () => {
    const terraform = fake({ plan: { plan: 'plan' }, show: { stdout: planJson([planned(['no-op'])]) } });
    const plan = await planOf(terraform);
    expect(plan).toMatchObject({ outcome: 'no-changes', changes: [] });
    expect(plan.planFile).toBeUndefined();
    expect(existsSync(join(terraform.outdir, 'plans', 'sea.tfplan'))).toBe(false);
  });

  test('keeps no plan that a finding forbids', async () => {
    const terraform = fake(plansChange);
    const plan = await planOf(terraform, { check: () => found(finding()) });
    expect(plan).toMatchObject({ outcome: 'changes', findings: [finding()] });
    expect(plan.planFile).toBeUndefined();
    expect(existsSync(join(terraform.outdir, 'plans', 'sea.tfplan'))).toBe(false);
  });

  test('keeps a plan with warnings', async () => {
    const plan = await planOf(fake(plansChange), { check: () => found(finding({ level: 'warning' })) });
    expect(plan.planFile).toBeDefined();
  });

  test('shows what was found in a plan that Terraform wrote although it refused it', async () => {
    const json = planJson([planned(['delete'])], { errored: true });
    const terraform = fake({
      plan: { exitCode: 1, plan: 'plan', stderr: 'Error: Instance cannot be destroyed' },
      show: { stdout: json },
    });
    const plan = await planOf(terraform, { check: () => found(finding()) });
    expect(plan).toMatchObject({ outcome: 'failed', summary: { delete: 1 }, findings: [finding()] });
    expect(plan.failure?.output).toBe('Error: Instance cannot be destroyed');
    expect(plan.planFile).toBeUndefined();
  });

  test('fails with Terraform’s message when there is no plan', async () => {
    const terraform = fake({ plan: { exitCode: 1, stderr: 'Error: no credentials' } });
    const plan = await planOf(terraform);
    expect(plan).toMatchObject({ outcome: 'failed', changes: [], findings: [] });
    expect(plan.failure?.output).toBe('Error: no credentials');
    expect(terraform.commands).toEqual(['init', 'plan']);
    expect(existsSync(join(terraform.outdir, 'plans', 'sea.tfplan'))).toBe(false);
  });

  test('takes the values of secrets nowhere', async () => {
    const json = planJson([
      planned(['update'], { before: { key: 'hunter1' }, after: { key: 'hunter2' }, after_sensitive: { key: true } }),
    ]);
    const terraform = fake({ plan: { exitCode: 2, plan: 'plan' }, show: { stdout: json } });
    const plan = await planOf(terraform);
    expect(JSON.stringify(plan)).not.toContain('hunter');
    expect(JSON.stringify(terraform.lines)).not.toContain('hunter');
  });

  test('writes the plan JSON only where it is asked to, for its owner only', async () => {
    const terraform = fake(plansChange);
    const saveJson = join(terraform.dir, 'plan.json');
    await planOf(terraform, { saveJson });
    expect(readFileSync(saveJson, 'utf8')).toBe(created);
    expect(statSync(saveJson).mode & 0o777).toBe(0o600);
  });

  test('refuses output that is no plan without quoting it', async () => {
    const terraform = fake({ ...plansChange, show: { stdout: '{"secret":"hunter2"}' } });
    const { failure } = await planOf(terraform);
    expect(failure?.message).toBe(
      'sea: terraform show -json gave no plan; use a version of Terraform that hubfleet knows',
    );
  });

  test('does not go on with another backend than the one the state was kept in', async () => {
    const terraform = fake({ init: { exitCode: 1, stderr: 'Error: Backend configuration changed\n\nA change' } });
    const { failure } = await planOf(terraform);
    const { directory } = terraform.stack();
    expect(failure?.message).toBe(
      `sea: the backend is not the one its state was kept in; to move the state run terraform init -migrate-state in ${directory}, to begin with the new backend as it is remove ${directory}/.terraform`,
    );
    expect(terraform.commands).toEqual(['init']);
  });

  test('an interrupted plan is no plan, whatever was written', async () => {
    const terraform = fake({ plan: { exitCode: 1, plan: 'half', waitForSignals: 1 } });
    const runner = terraform.runner(({ text }) => {
      if (text === 'waiting') terraform.interruption.receive('SIGINT');
    });
    const plan = await planStack(runner, terraform.stack(), request(terraform));
    expect(plan.failure).toBeInstanceOf(TerraformInterrupted);
    expect(terraform.commands).toEqual(['init', 'plan']);
    expect(existsSync(join(terraform.outdir, 'plans', 'sea.tfplan'))).toBe(false);
  });

  test('throws what is no matter of the stack', async () => {
    const terraform = fake();
    const runner = Object.assign(terraform.runner(), { binary: join(terraform.dir, 'gone') });
    const planning = planStack(runner, terraform.stack(), request(terraform));
    await expect(planning).rejects.toBeInstanceOf(TerraformUnusable);
    await expect(planning).rejects.toBeInstanceOf(TerraformFailure);
  });
});
