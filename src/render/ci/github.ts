import { stringify } from 'yaml';
import type { PipelineGroup } from '../../delivery/pipeline-needs.ts';
import { pullRequestJobs } from './github-pull-request.ts';
import {
  environments,
  installTerraform,
  job,
  keep,
  logIn,
  nameReleases,
  prepare,
  terraformSecrets,
  use,
  type Yaml,
} from './github-steps.ts';
import { watchJobs } from './github-watch.ts';
import { binaryFlag, fleetFlag, groupFlags, groupJob, type Pipeline, type PipelineFile } from './pipeline.ts';

const HEAD = '# Written by: hubfleet init ci --kind github. docs/how-to/ci.md says what it needs.\n';

/** Workflows of GitHub Actions: pull request, rollout after the merge, and a look at everything each night. */
export function renderGithubWorkflows(pipeline: Pipeline): PipelineFile[] {
  const workflows = {
    'hubfleet-pull-request': pullRequest(pipeline),
    'hubfleet-rollout': rollout(pipeline),
    'hubfleet-watch': watch(pipeline),
  };
  return Object.entries(workflows).map(([name, workflow]) => ({
    path: `.github/workflows/${name}.yml`,
    text: HEAD + nameReleases(stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false })),
  }));
}

function pullRequest(pipeline: Pipeline): Yaml {
  return {
    name: 'hubfleet pull request',
    on: { pull_request: { paths: pathsOf(pipeline) } },
    permissions: { contents: 'read' },
    concurrency: { group: 'hubfleet-${{ github.event.pull_request.number }}', 'cancel-in-progress': true },
    jobs: pullRequestJobs(pipeline),
  };
}

function rollout(pipeline: Pipeline): Yaml {
  const jobs = pipeline.groups.map((group) => [groupJob('rollout', pipeline, group), rolloutJob(pipeline, group)]);
  return {
    name: 'hubfleet rollout',
    on: { push: { branches: [pipeline.branch], paths: pathsOf(pipeline) } },
    permissions: { contents: 'read' },
    // A rollout is never cut off by the next one.
    concurrency: { group: 'hubfleet-rollout', 'cancel-in-progress': false },
    jobs: Object.fromEntries(jobs),
  };
}

function rolloutJob(pipeline: Pipeline, group: PipelineGroup): Yaml {
  const before = pipeline.groups.find(({ number }) => number === group.number - 1);
  const first = before === undefined;
  const shared = `${fleetFlag(pipeline)}${binaryFlag(pipeline)}`;
  const flags = `${groupFlags(pipeline, group)}${shared}`;
  const key = `rollouts-${group.number}-\${{ github.run_id }}-\${{ github.run_attempt }}`;
  // What a rollout did not get to is told by the records of earlier ones.
  const records = { path: 'rollouts', key };
  return {
    ...(before && { needs: groupJob('rollout', pipeline, before) }),
    ...job(360, { contents: 'read', 'id-token': 'write' }),
    environment: environments.change,
    ...terraformSecrets(pipeline),
    steps: [
      ...prepare,
      installTerraform(pipeline),
      ...logIn(group.accounts),
      ...(first && pipeline.setsUpWorkspaces
        ? [{ name: 'Set up workspaces', run: `npx hubfleet apply fleet-hcp${shared} --yes` }]
        : []),
      use('actions/cache/restore', { with: { ...records, 'restore-keys': `rollouts-${group.number}-` } }),
      {
        name: 'Roll out what no rollout has finished',
        env: { HUBFLEET_HEALTH_TOKEN: '${{ secrets.HUBFLEET_HEALTH_TOKEN }}' },
        run: `npx hubfleet rollout${flags} --pending --yes`,
      },
      use('actions/cache/save', { if: 'always()', with: records }),
      keep(`rollouts-${group.number}`, 'rollouts/'),
    ],
  };
}

function watch(pipeline: Pipeline): Yaml {
  return {
    name: 'hubfleet watch',
    on: { schedule: [{ cron: '17 4 * * *' }], workflow_dispatch: {} },
    permissions: { contents: 'read' },
    concurrency: { group: 'hubfleet-watch', 'cancel-in-progress': false },
    jobs: watchJobs(pipeline),
  };
}

function pathsOf({ fleet }: Pipeline): string[] {
  return [`${fleet}/**`, 'package.json', 'package-lock.json', '.github/workflows/hubfleet-*.yml'];
}
