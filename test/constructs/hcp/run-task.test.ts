import {
  HcpCloudLogin,
  HcpEnforcement,
  HcpRunStage,
  HcpRunTask,
  type HcpRunTaskAttachment,
  HcpVariableSet,
  type HcpVariableSetProps,
  HcpWorkspace,
  Secret,
} from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf } from '../../support/synth.ts';
import { synthHcp } from './synth-hcp.ts';

const runTask = (url = 'https://policies.example/run-task', attachment?: HcpRunTaskAttachment) =>
  synthHcp((stack) => {
    const hmacKey = Secret.variable('run_task_key');
    const task = new HcpRunTask(stack, 'Task', { taskName: 'hubfleet', url, hmacKey });
    task.attach(new HcpWorkspace(stack, 'Atlas', { workspaceName: 'atlas' }), attachment);
  });

describe('HcpRunTask', () => {
  test('passes its key as an ephemeral variable to a write-only argument', () => {
    const json = runTask();
    const task = resourceOf(json, 'tfe_organization_run_task');
    expect(task).toMatchObject({ name: 'hubfleet', enabled: true, hmac_key_wo: '${var.run_task_key}' });
    expect(task).not.toHaveProperty('hmac_key');
    expect(json.variable.run_task_key).toMatchObject({ sensitive: true, ephemeral: true });
  });

  test.each([
    { attachment: undefined, stages: ['post_plan'], enforcement: 'mandatory' },
    {
      attachment: {
        stages: [HcpRunStage.PRE_PLAN, HcpRunStage.POST_PLAN, HcpRunStage.PRE_APPLY, HcpRunStage.POST_APPLY],
        enforcement: HcpEnforcement.ADVISORY,
      },
      stages: ['pre_plan', 'post_plan', 'pre_apply', 'post_apply'],
      enforcement: 'advisory',
    },
  ])('is asked at $stages and is $enforcement', ({ attachment, stages, enforcement }) => {
    expect(resourceOf(runTask(undefined, attachment), 'tfe_workspace_run_task')).toMatchObject({
      stages,
      enforcement_level: enforcement,
    });
  });

  test('is asked over TLS, at some stage', () => {
    expect(() => runTask('http://policies.example')).toThrow(
      "s/Task: url must begin with https://, got 'http://policies.example'; put a proxy that speaks TLS before it",
    );
    expect(() => runTask(undefined, { stages: [] })).toThrow(
      's/Task: stages must name a stage, got none; leave it out for post-plan',
    );
  });
});

const variables = (props: Partial<HcpVariableSetProps>) =>
  synthHcp((stack) => {
    const set = new HcpVariableSet(stack, 'Login', { variableSetName: 'hubfleet-atlas', ...props });
    for (const name of ['atlas', 'atlas-data']) set.attach(new HcpWorkspace(stack, name, { workspaceName: name }));
  });

const aws = { roleArn: 'arn:aws:iam::210987654321:role/hcp' };
const google = {
  serviceAccount: 'hcp@lyra.iam.gserviceaccount.com',
  workloadProvider: 'projects/123/locations/global/workloadIdentityPools/hcp/providers/hcp',
};

describe('HcpVariableSet', () => {
  test.each([
    {
      login: HcpCloudLogin.aws(aws),
      environment: { TFC_AWS_PROVIDER_AUTH: 'true', TFC_AWS_RUN_ROLE_ARN: aws.roleArn },
    },
    {
      login: HcpCloudLogin.aws({ ...aws, planRoleArn: 'arn:aws:iam::210987654321:role/plan' }),
      environment: {
        TFC_AWS_PROVIDER_AUTH: 'true',
        TFC_AWS_RUN_ROLE_ARN: aws.roleArn,
        TFC_AWS_PLAN_ROLE_ARN: 'arn:aws:iam::210987654321:role/plan',
      },
    },
    {
      login: HcpCloudLogin.google(google),
      environment: {
        TFC_GCP_PROVIDER_AUTH: 'true',
        TFC_GCP_RUN_SERVICE_ACCOUNT_EMAIL: google.serviceAccount,
        TFC_GCP_WORKLOAD_PROVIDER_NAME: google.workloadProvider,
      },
    },
    {
      login: HcpCloudLogin.google({ ...google, planServiceAccount: 'plan@lyra.iam.gserviceaccount.com' }),
      environment: {
        TFC_GCP_PROVIDER_AUTH: 'true',
        TFC_GCP_RUN_SERVICE_ACCOUNT_EMAIL: google.serviceAccount,
        TFC_GCP_PLAN_SERVICE_ACCOUNT_EMAIL: 'plan@lyra.iam.gserviceaccount.com',
        TFC_GCP_WORKLOAD_PROVIDER_NAME: google.workloadProvider,
      },
    },
  ])('logs runs in with $environment and no key', ({ login, environment }) => {
    const json = variables({ login });
    const set = resourcesOf(json, 'tfe_variable');
    expect(Object.fromEntries(set.map(({ key, value }) => [key, value]))).toEqual(environment);
    expect(new Set(set.map(({ category }) => category))).toEqual(new Set(['env']));
  });

  test('is given to workspaces one by one, not to the whole organization', () => {
    const json = variables({ environment: { TF_CLI_ARGS_plan: '-parallelism=20' } });
    expect(resourceOf(json, 'tfe_variable_set')).toMatchObject({ name: 'hubfleet-atlas', global: false });
    expect(resourcesOf(json, 'tfe_workspace_variable_set')).toHaveLength(2);
  });

  test.each(['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'GOOGLE_CREDENTIALS', 'TFE_TOKEN', 'TF_TOKEN_app'])(
    'refuses %s',
    (name) => {
      expect(() => variables({ environment: { [name]: 'x' } })).toThrow(
        `s/Login: environment must not hold keys, got ${name}; let runs log in with login instead`,
      );
    },
  );
});
