import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RolloutStack } from '../../../src/delivery/rollout/rollout-stack.ts';
import { type TakeBackTools, takeBack } from '../../../src/delivery/rollout/take-back.ts';
import { HelmRunner } from '../../../src/helm/helm-runner.ts';
import type { StackApplication } from '../../../src/terraform/apply-stack.ts';
import { TerraformFailure } from '../../../src/terraform/failure.ts';
import { Interruption } from '../../../src/terraform/interruption.ts';
import { emptyPlan } from '../../../src/terraform/plan-stack.ts';
import { finding } from '../../terraform/support/plan.ts';

const start = new Date('2026-11-22T12:00:00Z');
const worked = { revision: 3, updated: '2026-11-22T08:00:00Z', status: 'superseded' };
const broken = { revision: 4, updated: '2026-11-22T13:00:00Z', status: 'deployed' };

const release = (name: string) => ({ name, namespace: 'research', timeout: 600 });
const stackWith = (helm_release: object) =>
  ({
    name: 'sea-research',
    cluster: 'sea',
    hub: 'research',
    json: { resource: { helm_release } },
  }) as unknown as RolloutStack;
const stack = stackWith({ Hub: release('research') });

/** What Terraform makes of the version that worked. */
const application = (outcome: StackApplication['outcome'], rest: Partial<StackApplication> = {}): StackApplication => ({
  stack: 'sea-research',
  outcome,
  plan: emptyPlan('sea-research', 'changes'),
  ...rest,
});

/** Tools with a scripted Helm, whose calls are answered too. */
function given(terraform: StackApplication | undefined, helm = 'exit 0', how: TakeBackTools['how'] = 'auto') {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-helm-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const binary = join(dir, 'helm');
  const history = JSON.stringify([worked, broken]);
  const script = `#!/bin/sh\necho "$*" >> ${dir}/calls\nif [ "$1" = history ]; then echo '${history}'; exit 0; fi\n${helm}\n`;
  writeFileSync(binary, script);
  chmodSync(binary, 0o755);
  writeFileSync(join(dir, 'calls'), '');
  const tools: TakeBackTools = {
    how,
    helm: new HelmRunner({ binary, env: { PATH: process.env.PATH }, interruption: new Interruption() }),
    kubeContextOf: () => 'gke_sea_europe-west2_sea',
    previousOf: async () => (terraform ? { hash: 'abc', json: '{}' } : undefined),
    reapply: async () => terraform ?? application('failed'),
  };
  const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n').filter(Boolean);
  return { tools, calls };
}

const seconds = expect.any(Number);

test.each([
  ['applied', 'done'],
  ['no-changes', 'nothing-to-do'],
] as const)('what Terraform ends with %s needs no Helm', async (terraform, outcome) => {
  const { tools, calls } = given(application(terraform));
  expect(await takeBack(stack, start, tools)).toEqual([{ how: 'terraform', outcome, to: 'abc', seconds }]);
  expect(calls()).toEqual([]);
});

test('what the policies forbid Terraform, Helm does', async () => {
  const plan = { ...emptyPlan('sea-research', 'changes'), findings: [finding(), finding()] };
  const { tools, calls } = given(application('refused', { plan }));
  expect(await takeBack(stack, start, tools)).toEqual([
    {
      how: 'terraform',
      outcome: 'failed',
      to: 'abc',
      cause: 'the policies forbid it: data-loss/stateful-change',
      seconds,
    },
    { how: 'helm', outcome: 'done', to: 'research 3', seconds },
  ]);
  const place = '--namespace=research --kube-context=gke_sea_europe-west2_sea';
  expect(calls()).toEqual([
    `history research --max=20 --output=json ${place}`,
    `rollback research 3 --wait --timeout=600s --cleanup-on-fail ${place}`,
  ]);
});

test('when neither can, both causes are told', async () => {
  const failed = application('failed', { failure: new TerraformFailure('sea-research: the state is locked') });
  const { tools } = given(failed, 'echo "Error: cannot patch" >&2; exit 1');
  expect(await takeBack(stack, start, tools)).toEqual([
    { how: 'terraform', outcome: 'failed', to: 'abc', cause: 'sea-research: the state is locked', seconds },
    {
      how: 'helm',
      outcome: 'failed',
      cause:
        'helm rollback research on gke_sea_europe-west2_sea failed: Error: cannot patch; see whether helm works with this context',
      seconds,
    },
  ]);
});

test('Terraform is left out when Helm is asked for', async () => {
  const { tools } = given(application('applied'), 'exit 0', 'helm');
  expect(await takeBack(stack, start, tools)).toMatchObject([{ how: 'helm', outcome: 'done' }]);
});

test('all releases of a hub go back', async () => {
  const { tools, calls } = given(undefined);
  const both = stackWith({ Hub: release('research'), Gateway: release('research-dask') });
  expect(await takeBack(both, start, tools)).toMatchObject([{ outcome: 'done', to: 'research 3, research-dask 3' }]);
  expect(calls().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'history research',
    'rollback research',
    'history research-dask',
    'rollback research-dask',
  ]);
});

test('a name that Terraform has yet to work out is not given to Helm', async () => {
  const { tools, calls } = given(undefined);
  const unknown = stackWith({ Hub: release('${local.name}') });
  expect(await takeBack(unknown, start, tools)).toMatchObject([
    { outcome: 'failed', cause: 'the stack has no Helm release' },
  ]);
  expect(calls()).toEqual([]);
});
