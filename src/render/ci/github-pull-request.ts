import {
  environments,
  installTerraform,
  job,
  lines,
  logIn,
  prepare,
  terraformSecrets,
  use,
  type Yaml,
} from './github-steps.ts';
import { binaryFlag, fleetFlag, type Pipeline } from './pipeline.ts';

const FROM_HERE = 'github.event.pull_request.head.repo.full_name == github.repository';

/** Jobs of a pull request: what needs no cloud, a plan for each touched cluster, and one comment. */
export function pullRequestJobs(pipeline: Pipeline): Yaml {
  return { check: checkJob(pipeline), plan: planJob(pipeline), comment: commentJob(pipeline) };
}

/** Needs no cloud, so it runs for everybody. */
function checkJob(pipeline: Pipeline): Yaml {
  const fleet = fleetFlag(pipeline);
  return {
    ...job(15, { contents: 'read', 'security-events': 'write' }),
    outputs: { matrix: '${{ steps.affected.outputs.matrix }}' },
    steps: [
      ...prepare,
      { run: `npx hubfleet validate${fleet} --format github` },
      { run: `npx hubfleet check${fleet} --format github` },
      { if: 'always()', run: `npx hubfleet check${fleet} --format sarif > findings.sarif || true` },
      use('github/codeql-action/upload-sarif', {
        if: `always() && ${FROM_HERE}`,
        with: { sarif_file: 'findings.sarif', category: 'hubfleet' },
      }),
      {
        id: 'affected',
        name: 'Which stacks the change touches',
        env: { BASE: '${{ github.event.pull_request.base.sha }}' },
        run: lines(
          `matrix="$(npx hubfleet affected${fleet} --base "$BASE" --by cluster --format github)"`,
          'echo "matrix=$matrix" >> "$GITHUB_OUTPUT"',
        ),
      },
    ],
  };
}

function planJob(pipeline: Pipeline): Yaml {
  const flags = `${fleetFlag(pipeline)}${binaryFlag(pipeline)} --format json`;
  const isOf = ({ clusters }: { clusters: readonly string[] }): string =>
    clusters.map((name) => `matrix.cluster == '${name}'`).join(' || ');
  return {
    needs: 'check',
    if: `${FROM_HERE} && fromJSON(needs.check.outputs.matrix).include[0] != null`,
    ...job(60, { contents: 'read', 'id-token': 'write' }),
    environment: environments.look,
    strategy: { 'fail-fast': false, matrix: '${{ fromJSON(needs.check.outputs.matrix) }}' },
    ...terraformSecrets(pipeline, { STACKS: '${{ matrix.stacks }}' }),
    steps: [
      ...prepare,
      installTerraform(pipeline),
      ...logIn(pipeline.accounts, isOf),
      { run: 'mkdir reports' },
      {
        name: 'Plan',
        // Names of stacks hold no character that a shell would take for its own.
        run: `npx hubfleet plan $STACKS${flags} > reports/plan-\${{ matrix.cluster || 'fleet' }}.json`,
      },
      {
        name: 'Drift',
        if: 'always()',
        'continue-on-error': true,
        run: `npx hubfleet drift $STACKS${flags} > reports/drift-\${{ matrix.cluster || 'fleet' }}.json`,
      },
      use('actions/upload-artifact', {
        if: 'always()',
        with: { name: "reports-${{ matrix.cluster || 'fleet' }}", path: 'reports/', 'retention-days': 7 },
      }),
    ],
  };
}

function commentJob(pipeline: Pipeline): Yaml {
  const { fleet } = pipeline;
  return {
    needs: ['check', 'plan'],
    if: `always() && ${FROM_HERE} && needs.check.outputs.matrix != ''`,
    ...job(15, { contents: 'read', 'pull-requests': 'write' }),
    steps: [
      ...prepare,
      use('actions/download-artifact', { with: { pattern: 'reports-*', path: 'reports', 'merge-multiple': true } }),
      {
        name: 'One comment, written anew by every run',
        env: { BASE: '${{ github.event.pull_request.base.sha }}', GITHUB_TOKEN: '${{ github.token }}' },
        run: lines(
          'git worktree add --detach ../base "$BASE"',
          `npx hubfleet comment${fleetFlag(pipeline)} --reports reports --compare ../base/${fleet} --post github`,
        ),
      },
    ],
  };
}
