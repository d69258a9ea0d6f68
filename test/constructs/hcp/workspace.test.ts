import {
  HcpExecution,
  HcpProject,
  HcpTeam,
  HcpTeamRole,
  HcpWorkspace,
  type HcpWorkspaceProps,
} from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf } from '../../support/synth.ts';
import { synthHcp } from './synth-hcp.ts';

const workspace = (props: Partial<HcpWorkspaceProps> = {}, use: (workspace: HcpWorkspace) => void = () => {}) =>
  synthHcp((stack) => use(new HcpWorkspace(stack, 'Atlas', { workspaceName: 'atlas', ...props })));

describe('HcpWorkspace', () => {
  test('waits for somebody who applies, and is not destroyed with the state it keeps', () => {
    const json = workspace();
    expect(resourceOf(json, 'tfe_workspace')).toMatchObject({
      name: 'atlas',
      auto_apply: false,
      queue_all_runs: false,
      force_delete: false,
      assessments_enabled: false,
      terraform_version: '~> 1.11',
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(json, 'tfe_workspace_settings')).toMatchObject({
      execution_mode: 'remote',
      global_remote_state: false,
    });
  });

  test.each([
    { execution: HcpExecution.REMOTE, settings: { execution_mode: 'remote' } },
    { execution: HcpExecution.LOCAL, settings: { execution_mode: 'local' } },
    {
      execution: HcpExecution.agent('apool-1'),
      settings: { execution_mode: 'agent', agent_pool_id: 'apool-1' },
    },
  ])('runs as $settings', ({ execution, settings }) => {
    const { execution_mode, agent_pool_id } = resourceOf(workspace({ execution }), 'tfe_workspace_settings');
    expect({ execution_mode, agent_pool_id }).toEqual({ agent_pool_id: undefined, ...settings });
  });

  test('takes project, tags, folder, version and assessments', () => {
    const json = synthHcp((stack) => {
      const { projectId } = new HcpProject(stack, 'Project', 'hubs');
      new HcpWorkspace(stack, 'Atlas', {
        workspaceName: 'atlas',
        projectId,
        tags: { cluster: 'atlas' },
        workingDirectory: 'cdktf.out/stacks/atlas',
        terraformVersion: '1.12.2',
        assessments: true,
      });
    });
    expect(Object.values(json.data?.tfe_project ?? {})).toMatchObject([{ name: 'hubs' }]);
    expect(resourceOf(json, 'tfe_workspace')).toMatchObject({
      project_id: expect.stringMatching(/^\$\{data\.tfe_project\.\w+\.id\}$/),
      tags: { cluster: 'atlas' },
      working_directory: 'cdktf.out/stacks/atlas',
      terraform_version: '1.12.2',
      assessments_enabled: true,
    });
  });

  test('leaves the value of a secret to whoever fills it in', () => {
    const json = workspace({}, (own) => own.addSecretVariable('client_secret'));
    expect(resourceOf(json, 'tfe_variable')).toMatchObject({
      key: 'client_secret',
      value: '',
      category: 'terraform',
      sensitive: true,
      lifecycle: { ignore_changes: ['value'] },
    });
  });

  test.each([
    { workspaceName: 'a'.repeat(90), refused: false },
    { workspaceName: 'a'.repeat(91), refused: true },
    { workspaceName: '', refused: true },
    { workspaceName: 'atlas west', refused: true },
    { workspaceName: 'atlas_west-1', refused: false },
  ])("has a name that HCP Terraform takes: '$workspaceName' refused $refused", ({ workspaceName, refused }) => {
    const make = () => workspace({ workspaceName });
    const rule = 'workspaceName must have 1 to 90 letters, digits, dashes and underscores';
    if (refused) expect(make).toThrow(`s/Atlas: ${rule}, got '${workspaceName}'; rename the workspace`);
    else expect(resourceOf(make(), 'tfe_workspace').name).toBe(workspaceName);
  });
});

describe('HcpTeam', () => {
  test.each([
    { role: HcpTeamRole.READ, access: 'read' },
    { role: HcpTeamRole.PLAN, access: 'plan' },
    { role: HcpTeamRole.WRITE, access: 'write' },
    { role: HcpTeamRole.ADMIN, access: 'admin' },
  ])('is found by name and let in to $access', ({ role, access }) => {
    const json = synthHcp((stack) => {
      const team = new HcpTeam(stack, 'Operators', 'operators');
      for (const name of ['atlas', 'lyra']) {
        team.grant(new HcpWorkspace(stack, name, { workspaceName: name }), role);
      }
    });
    expect(Object.values(json.data?.tfe_team ?? {})).toMatchObject([{ name: 'operators' }]);
    expect(resourcesOf(json, 'tfe_team_access').map((each) => each.access)).toEqual([access, access]);
  });
});
