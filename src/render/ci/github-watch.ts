import type { PipelineGroup } from '../../delivery/pipeline-needs.ts';
import {
  environments,
  installTerraform,
  job,
  keep,
  lines,
  logIn,
  prepare,
  terraformSecrets,
  use,
  type Yaml,
} from './github-steps.ts';
import { binaryFlag, fleetFlag, groupFlags, groupJob, type Pipeline } from './pipeline.ts';

/** Jobs of each night: drift, a server on every hub, and a report of all of it. */
export function watchJobs(pipeline: Pipeline): Yaml {
  const drifts = pipeline.groups.map((group) => [groupJob('drift', pipeline, group), driftJob(pipeline, group)]);
  return { ...Object.fromEntries(drifts), verify: verifyJob(pipeline), report: reportJob(pipeline) };
}

function driftJob(pipeline: Pipeline, group: PipelineGroup): Yaml {
  const flags = `${fleetFlag(pipeline)}${groupFlags(pipeline, group)}${binaryFlag(pipeline)}`;
  return {
    ...job(120, { contents: 'read', 'id-token': 'write' }),
    environment: environments.look,
    ...terraformSecrets(pipeline),
    steps: [
      ...prepare,
      installTerraform(pipeline),
      ...logIn(group.accounts),
      { name: 'Drift', run: `npx hubfleet drift${flags} --format json > drift-${group.number}.json` },
      keep(`drift-${group.number}`, `drift-${group.number}.json`),
    ],
  };
}

function verifyJob(pipeline: Pipeline): Yaml {
  return {
    ...job(120, { contents: 'read' }),
    environment: environments.look,
    steps: [
      ...prepare,
      {
        name: 'Start a server on every hub',
        env: { HUBFLEET_HEALTH_TOKEN: '${{ secrets.HUBFLEET_HEALTH_TOKEN }}' },
        run: `npx hubfleet verify${fleetFlag(pipeline)} --history history.jsonl`,
      },
      keep('history', 'history.jsonl'),
    ],
  };
}

function reportJob(pipeline: Pipeline): Yaml {
  const needs = [...pipeline.groups.map((group) => groupJob('drift', pipeline, group)), 'verify'];
  // The report takes the drift of the whole fleet, which only one job can have looked at.
  const drift = pipeline.groups.length === 1 ? ' ${drift:+--drift drift-1.json}' : '';
  return {
    needs,
    if: 'always()',
    ...job(15, { contents: 'read' }),
    steps: [
      ...prepare,
      use('actions/download-artifact', { with: { path: '.', 'merge-multiple': true } }),
      {
        run: lines(
          'history=; drift=',
          '[ ! -s history.jsonl ] || history=yes',
          '[ ! -s drift-1.json ] || drift=yes',
          `npx hubfleet report${fleetFlag(pipeline)} \${history:+--history history.jsonl}${drift} --out report`,
        ),
      },
      use('actions/upload-artifact', { with: { name: 'report', path: 'report/', 'retention-days': 90 } }),
    ],
  };
}
