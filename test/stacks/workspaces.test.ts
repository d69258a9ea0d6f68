import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { selectStacks } from '../../src/stacks/selection.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { lockFileIn } from '../../src/terraform/stack-folder.ts';
import { BindingSchema } from '../support/binding-schema.ts';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  type Files,
  fleetOf,
} from '../support/fleet.ts';
import { resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

const cloud = { kind: 'cloud', organization: 'odc', project: 'hubs' };
const aws = 'arn:aws:iam::210987654321:role/hcp';
const hcp = {
  organization: 'odc',
  execution: 'apool-1',
  assessments: true,
  runTask: {
    url: 'https://policies.odc.example/run-task',
    key: 'variable:run_task_key',
    stages: ['pre_plan', 'post_plan'],
    enforcement: 'advisory',
  },
  teams: { operators: { role: 'write' }, 'course staff': { role: 'read', stacks: ['lyra-*'] } },
};
const slack = { kind: 'slack', webhook: 'variable:slack_webhook' };
const FILES: Files = {
  'fleet.yaml': exampleOrganization({ backend: cloud, hcp }),
  'atlas/cluster.yaml': exampleCluster({
    hcpLogin: { role: aws },
    support: { alerts: { receivers: { slack }, now: 'slack' } },
  }),
  'lyra/cluster.yaml': exampleGoogleCluster({
    hcpLogin: {
      serviceAccount: 'hcp@lyra-learning.iam.gserviceaccount.com',
      workloadProvider: 'projects/1/locations/global/workloadIdentityPools/hcp/providers/hcp',
    },
  }),
  'lyra/hubs/teaching.yaml': exampleHub({ stage: 'staging', domain: 'teaching.lyra.example' }),
  'vega/cluster.yaml': exampleCluster({ backend: { kind: 's3', bucket: 'vega-state', region: 'us-west-2' } }),
};

async function synthesized(files: Files = FILES) {
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-workspaces-'));
  onTestFinished(() => rm(outdir, { recursive: true, force: true }));
  const fleet = await fleetOf(files);
  const { stacks, faults } = await synthesize(fleet, { outdir });
  expect(faults).toEqual([]);
  const own = stacks.find(({ name }) => name === 'fleet-hcp');
  return { fleet, stacks, own, json: own?.json as TerraformJson };
}

const WITH_WORKSPACE = [
  'atlas',
  'atlas-data',
  'atlas-research',
  'atlas-support',
  'lyra',
  'lyra-data',
  'lyra-support',
  'lyra-teaching',
];

describe('the stack of the workspaces', () => {
  test('sets up a workspace for each stack that keeps its state in one', async () => {
    const { json } = await synthesized();
    const workspaces = resourcesOf(json, 'tfe_workspace');
    expect(workspaces.map(({ name }) => name).sort()).toEqual(WITH_WORKSPACE);
    expect(workspaces.find(({ name }) => name === 'lyra-teaching')).toMatchObject({
      tags: { cluster: 'lyra', layer: 'hub', hub: 'teaching', stage: 'staging' },
      project_id: expect.stringMatching(/^\$\{data\.tfe_project\./),
      assessments_enabled: true,
      auto_apply: false,
    });
    for (const settings of resourcesOf(json, 'tfe_workspace_settings')) {
      expect(settings).toMatchObject({ execution_mode: 'agent', agent_pool_id: 'apool-1' });
    }
    expect(json.terraform.cloud).toMatchObject({ organization: 'odc', workspaces: { name: 'fleet-hcp' } });
    expect(json.provider.tfe).toEqual([{ hostname: 'app.terraform.io', organization: 'odc' }]);
    expect(json.terraform.required_providers.tfe.version).toBe('>= 0.71, < 1');
  });

  test('logs the workspaces of a cluster in to its cloud without keys', async () => {
    const { json } = await synthesized();
    const sets = resourcesOf(json, 'tfe_variable_set').map(({ name }) => name);
    expect(sets.sort()).toEqual(['hubfleet-atlas', 'hubfleet-lyra']);
    const env = resourcesOf(json, 'tfe_variable').filter(({ category }) => category === 'env');
    expect(Object.fromEntries(env.map(({ key, value }) => [key, value]))).toEqual({
      TFC_AWS_PROVIDER_AUTH: 'true',
      TFC_AWS_RUN_ROLE_ARN: aws,
      TFC_GCP_PROVIDER_AUTH: 'true',
      TFC_GCP_RUN_SERVICE_ACCOUNT_EMAIL: 'hcp@lyra-learning.iam.gserviceaccount.com',
      TFC_GCP_WORKLOAD_PROVIDER_NAME: 'projects/1/locations/global/workloadIdentityPools/hcp/providers/hcp',
    });
    expect(resourcesOf(json, 'tfe_workspace_variable_set')).toHaveLength(WITH_WORKSPACE.length);
  });

  test('leaves room for the secrets of each stack, and holds none', async () => {
    const { json } = await synthesized();
    const secrets = resourcesOf(json, 'tfe_variable').filter(({ category }) => category === 'terraform');
    const places = secrets.map((each) => `${each['//'].metadata.path} ${each.sensitive} '${each.value}'`);
    expect(places.sort()).toEqual([
      "fleet-hcp/Workspaces/atlas-research/Secret-github_client_secret true ''",
      "fleet-hcp/Workspaces/atlas-support/Secret-slack_webhook true ''",
      "fleet-hcp/Workspaces/lyra-teaching/Secret-github_client_secret true ''",
    ]);
  });

  test('asks the run task in every workspace and lets teams into theirs', async () => {
    const { json } = await synthesized();
    expect(resourceOf(json, 'tfe_organization_run_task')).toMatchObject({ hmac_key_wo: '${var.run_task_key}' });
    const attached = resourcesOf(json, 'tfe_workspace_run_task');
    expect(attached).toHaveLength(WITH_WORKSPACE.length);
    expect(attached[0]).toMatchObject({ stages: ['pre_plan', 'post_plan'], enforcement_level: 'advisory' });
    const access = resourcesOf(json, 'tfe_team_access').map(({ access: role }) => role);
    expect(access.filter((role) => role === 'write')).toHaveLength(WITH_WORKSPACE.length);
    expect(access.filter((role) => role === 'read')).toHaveLength(3);
  });

  test('has what its bindings require, and nothing that they do not know', async () => {
    const { json } = await synthesized();
    const faults = Object.entries(json.resource).flatMap(([type, named]) => {
      const schema = new BindingSchema(type);
      return Object.entries(named).flatMap(([name, body]) => schema.faults(body, `${type}.${name}`));
    });
    expect(faults).toEqual([]);
  });

  test('passes the policies', async () => {
    const { fleet, own } = await synthesized();
    expect(checkStacks(fleet, own ? [own] : [], '2026-11-22').findings).toEqual([]);
  });

  test('comes before the stacks that have a workspace, and before no other', async () => {
    const { stacks } = await synthesized();
    const after = stacks.filter(({ dependsOn }) => dependsOn.includes('fleet-hcp')).map(({ name }) => name);
    expect(stacks[0]?.name).toBe('fleet-hcp');
    expect(after.sort()).toEqual(WITH_WORKSPACE);
  });

  test('is selected by its name or with everything, not with a cluster', async () => {
    const { fleet } = await synthesized();
    const names = (selection: Parameters<typeof selectStacks>[1]) =>
      selectStacks(fleet, selection).map(({ name }) => name);
    expect(names({})[0]).toBe('fleet-hcp');
    expect(names({ stack: ['fleet-*'] })).toEqual(['fleet-hcp']);
    expect(names({ cluster: ['*'] })).not.toContain('fleet-hcp');
    expect(names({ hub: ['*'] })).not.toContain('fleet-hcp');
  });

  test('keeps its lock file beside the clusters, where no cluster can be', async () => {
    const { own } = await synthesized();
    const places = { fleetDir: '/fleet', outdir: '/out' };
    expect(own && lockFileIn(places, own)).toBe('/fleet/.fleet/locks/fleet-hcp.terraform.lock.hcl');
  });

  test('keeps the construct paths and addresses of its resources', async () => {
    const { json } = await synthesized({ ...FILES, 'vega/cluster.yaml': undefined });
    const lines = Object.entries(json.resource)
      .flatMap(([type, named]) => Object.entries(named).map(([n, body]) => `${body['//'].metadata.path} ${type}.${n}`))
      .sort();
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../contract/workspace-addresses.txt');
  });

  test('is not there without workspaces to set up', async () => {
    const { own } = await synthesized({});
    expect(own).toBeUndefined();
  });
});
