import { stringify } from 'yaml';
import type { PipelineGroup } from '../../delivery/pipeline-needs.ts';
import { jobTemplates, logIn, loginByCluster, packages, type Yaml } from './gitlab-jobs.ts';
import { binaryFlag, fleetFlag, groupFlags, groupJob, type Pipeline, type PipelineFile } from './pipeline.ts';

const HEAD = '# Written by: hubfleet init ci --kind gitlab. docs/how-to/ci.md says what it needs.\n';
const FOLDER = '.gitlab';
const IN_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const SCHEDULED = '$CI_PIPELINE_SOURCE == "schedule"';

/** Pipelines of GitLab: merge request with a child pipeline for each touched cluster, rollout, and a nightly look. */
export function renderGitlabPipelines(pipeline: Pipeline): PipelineFile[] {
  const files = {
    'hubfleet.yml': parent(pipeline),
    'hubfleet-plan.yml': child(pipeline),
    'hubfleet-jobs.yml': jobTemplates(pipeline),
  };
  return Object.entries(files).map(([name, content]) => ({
    path: `${FOLDER}/${name}`,
    text: HEAD + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }),
  }));
}

/** What a project without a pipeline of its own begins with. */
export const gitlabEntry: PipelineFile = {
  path: '.gitlab-ci.yml',
  text: `${HEAD}include:\n  - local: ${FOLDER}/hubfleet.yml\n`,
};

function parent(pipeline: Pipeline): Yaml {
  const fleet = fleetFlag(pipeline);
  const rollouts = pipeline.groups.map((group) => [groupJob('rollout', pipeline, group), rolloutJob(pipeline, group)]);
  const drifts = pipeline.groups.map((group) => [groupJob('drift', pipeline, group), driftJob(pipeline, group)]);
  const touched = { if: IN_REQUEST, changes: pathsOf(pipeline) };
  return {
    include: [{ local: `${FOLDER}/hubfleet-jobs.yml` }],
    stages: ['check', 'plan', 'rollout', 'watch'],
    check: {
      extends: '.hubfleet',
      stage: 'check',
      interruptible: true,
      rules: [touched],
      script: [
        `npx hubfleet validate${fleet}`,
        `npx hubfleet check${fleet}`,
        `npx hubfleet affected${fleet} --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --by cluster --format gitlab > affected.yml`,
      ],
      after_script: [`npx hubfleet check${fleet} --format junit > findings.xml || true`],
      artifacts: { when: 'always', paths: ['affected.yml'], reports: { junit: 'findings.xml' }, expire_in: '1 week' },
    },
    plan: {
      stage: 'plan',
      needs: ['check'],
      rules: [touched],
      trigger: {
        include: [{ artifact: 'affected.yml', job: 'check' }, { local: `${FOLDER}/hubfleet-plan.yml` }],
        strategy: 'depend',
      },
    },
    ...Object.fromEntries(rollouts),
    ...Object.fromEntries(drifts),
    verify: {
      extends: '.hubfleet',
      stage: 'watch',
      timeout: '2h',
      rules: [{ if: SCHEDULED }],
      script: [`npx hubfleet verify${fleet} --history history.jsonl`],
      artifacts: { when: 'always', paths: ['history.jsonl'], expire_in: '3 months' },
    },
    report: reportJob(pipeline),
  };
}

/** The pipeline of a merge request's touched clusters: `.affected` comes with it and says which. */
function child(pipeline: Pipeline): Yaml {
  const flags = `${fleetFlag(pipeline)}${binaryFlag(pipeline)} --format json`;
  return {
    include: [{ local: `${FOLDER}/hubfleet-jobs.yml` }],
    stages: ['plan', 'comment'],
    'plan cluster': {
      extends: ['.hubfleet-terraform', '.affected'],
      stage: 'plan',
      interruptible: true,
      environment: { name: 'hubfleet-plan', action: 'access' },
      script: [
        loginByCluster(pipeline),
        'mkdir -p reports',
        `npx hubfleet plan $HUBFLEET_STACKS${flags} > "reports/plan-\${HUBFLEET_CLUSTER:-fleet}.json"`,
      ],
      after_script: [
        loginByCluster(pipeline),
        `npx hubfleet drift $HUBFLEET_STACKS${flags} > "reports/drift-\${HUBFLEET_CLUSTER:-fleet}.json" || true`,
      ],
      artifacts: { when: 'always', paths: ['reports/'], expire_in: '1 week' },
    },
    comment: {
      extends: '.hubfleet',
      stage: 'comment',
      when: 'always',
      needs: [{ job: 'plan cluster', optional: true }],
      script: [
        'git worktree add --detach ../base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"',
        `npx hubfleet comment${fleetFlag(pipeline)} --reports reports --compare ../base/${pipeline.fleet} --post gitlab`,
      ],
    },
  };
}

function rolloutJob(pipeline: Pipeline, group: PipelineGroup): Yaml {
  const before = pipeline.groups.find(({ number }) => number === group.number - 1);
  const flags = `${fleetFlag(pipeline)}${groupFlags(pipeline, group)}${binaryFlag(pipeline)}`;
  return {
    extends: '.hubfleet-terraform',
    stage: 'rollout',
    ...(before && { needs: [groupJob('rollout', pipeline, before)] }),
    timeout: '6h',
    // One at a time, and none is cut off by the next.
    resource_group: 'hubfleet-rollout',
    interruptible: false,
    environment: { name: 'production' },
    rules: [
      { if: `$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == "${pipeline.branch}"`, changes: pathsOf(pipeline) },
    ],
    script: [
      logIn(group.accounts),
      ...(before === undefined && pipeline.setsUpWorkspaces
        ? [`npx hubfleet apply fleet-hcp${fleetFlag(pipeline)}${binaryFlag(pipeline)} --yes`]
        : []),
      `npx hubfleet rollout${flags} --pending --yes`,
    ],
    // What a rollout did not get to is told by the records of earlier ones.
    cache: [packages, { key: `rollouts-${group.number}`, paths: ['rollouts/'], when: 'always' }],
    artifacts: { when: 'always', paths: ['rollouts/'], expire_in: '3 months' },
  };
}

function driftJob(pipeline: Pipeline, group: PipelineGroup): Yaml {
  const flags = `${fleetFlag(pipeline)}${groupFlags(pipeline, group)}${binaryFlag(pipeline)}`;
  return {
    extends: '.hubfleet-terraform',
    stage: 'watch',
    timeout: '2h',
    environment: { name: 'hubfleet-plan', action: 'access' },
    rules: [{ if: SCHEDULED }],
    script: [logIn(group.accounts), `npx hubfleet drift${flags} --format json > drift-${group.number}.json`],
    artifacts: { when: 'always', paths: [`drift-${group.number}.json`], expire_in: '3 months' },
  };
}

function reportJob(pipeline: Pipeline): Yaml {
  const looks = [...pipeline.groups.map((group) => groupJob('drift', pipeline, group)), 'verify'];
  // The report takes the drift of the whole fleet, which only one job can have looked at.
  const drift = pipeline.groups.length === 1 ? ' ${drift:+--drift drift-1.json}' : '';
  return {
    extends: '.hubfleet',
    stage: 'watch',
    needs: looks.map((job) => ({ job, artifacts: true })),
    when: 'always',
    rules: [{ if: SCHEDULED, when: 'always' }],
    script: [
      'history=; drift=',
      '[ ! -s history.jsonl ] || history=yes',
      '[ ! -s drift-1.json ] || drift=yes',
      `npx hubfleet report${fleetFlag(pipeline)} \${history:+--history history.jsonl}${drift} --out report`,
    ],
    artifacts: { paths: ['report/'], expire_in: '3 months' },
  };
}

function pathsOf({ fleet }: Pipeline): string[] {
  return [`${fleet}/**/*`, 'package.json', 'package-lock.json', `${FOLDER}/hubfleet*.yml`, '.gitlab-ci.yml'];
}
