export type Stage = 'pre_plan' | 'post_plan' | 'pre_apply' | 'post_apply';

interface PayloadFacts {
  readonly guid: string;
  readonly id: string;
  readonly token: string;
  readonly stage: Stage;
  readonly enforcement: 'mandatory' | 'advisory';
  readonly hasConfiguration: boolean;
}

/** The body of a run task request, payload version 1. */
export function runTaskPayload(origin: string, facts: PayloadFacts): Record<string, unknown> {
  const { guid, id, token, stage, enforcement, hasConfiguration } = facts;
  const app = `${origin}/app/odc/workspaces/atlas-west`;
  return {
    payload_version: 1,
    stage,
    access_token: token,
    capabilities: { outcomes: true },
    configuration_version_download_url: hasConfiguration
      ? `${origin}/api/v2/configuration-versions/cv-${guid}/download`
      : null,
    configuration_version_id: `cv-${guid}`,
    is_speculative: false,
    organization_name: 'odc',
    ...(stage !== 'pre_plan' && { plan_json_api_url: `${origin}/api/v2/plans/plan-${guid}/json-output` }),
    run_app_url: `${app}/runs/run-${guid}`,
    run_created_at: '2026-11-22T08:00:00.000Z',
    run_created_by: 'ada',
    run_id: `run-${guid}`,
    run_message: 'Raise the quota',
    task_result_callback_url: `${origin}/api/v2/task-results/${guid}/callback`,
    task_result_enforcement_level: enforcement,
    task_result_id: id,
    vcs_branch: null,
    vcs_commit_url: null,
    vcs_pull_request_url: null,
    vcs_repo_url: null,
    workspace_app_url: app,
    workspace_id: 'ws-atlaswest',
    workspace_name: 'atlas-west',
    workspace_working_directory: '',
  };
}

/** The body by which a new task is tried out. */
export function verificationPayload(origin: string): Record<string, unknown> {
  return {
    payload_version: 1,
    access_token: 'test-token',
    task_result_id: 'taskrs-xxxxxxxxxxxxxxxx',
    task_result_enforcement_level: 'test',
    task_result_callback_url: `${origin}/api/v2/task-results/5ea8d46c/callback`,
    run_app_url: `${origin}/app/test-org/test-workspace/runs/run-xxxxxxxxxxxxxxxx`,
    run_id: 'run-xxxxxxxxxxxxxxxx',
    run_message: 'Test run message',
    run_created_at: '2021-01-01T00:00:00.000Z',
    run_created_by: 'test-user',
    workspace_id: 'ws-xxxxxxxxxxxxxxxx',
    workspace_name: 'test-workspace',
    workspace_app_url: `${origin}/app/test-org/test-workspace`,
    organization_name: 'test-org',
    plan_json_api_url: `${origin}/api/v2/plans/plan-xxxxxxxxxxxxxxxx/json-output`,
    vcs_repo_url: 'https://git.example/test-org/test-repo',
    vcs_branch: 'main',
    vcs_pull_request_url: 'https://git.example/test-org/test-repo/pull/1',
    vcs_commit_url: 'https://git.example/test-org/test-repo/commit/abc',
  };
}
