import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleHub, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

describe('hubfleet validate', () => {
  test('counts clusters and hubs of a fleet without problems', async () => {
    const files = { 'atlas/hubs/staging.yaml': exampleHub({ domain: 'staging.example' }) };
    expect(await run(['validate', '--fleet', '.'], { cwd: await writeFleet(files) })).toEqual({
      code: 0,
      stdout: 'Open Data Commons: 1 cluster and 2 hubs, no problems\n',
      stderr: '',
    });
  });

  test('prints problems and ends with 1', async () => {
    const cwd = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ region: 'west' }) });
    expect(await run(['validate', '--fleet', '.'], { cwd })).toEqual({
      code: 1,
      stdout: `atlas/cluster.yaml:3:9: region: expected a region like us-west-2, got "west"
  1 | provider: aws
  2 | account: "210987654321"
> 3 | region: west
    |         ^^^^
  4 | zones:

1 problem in 1 file
`,
      stderr: '',
    });
  });

  test.each([
    { format: 'json', region: 'us-west-2', stdout: '{\n  "problems": []\n}\n' },
    { format: 'github', region: 'us-west-2', stdout: 'Open Data Commons: 1 cluster and 1 hub, no problems\n' },
    {
      format: 'github',
      region: 'west',
      stdout:
        '::error file=atlas/cluster.yaml,line=3,col=9,endLine=3,endColumn=13::region: expected a region like us-west-2, got "west"\n',
    },
  ])('answers in $format', async ({ format, region, stdout }) => {
    const cwd = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ region }) });
    expect((await run(['validate', '--fleet', '.', '--format', format], { cwd })).stdout).toBe(stdout);
  });

  test('looks for the fleet in ./clusters', async () => {
    expect(await run(['validate'], { cwd: await writeFleet() })).toEqual({
      code: 1,
      stdout:
        'clusters:1:1: there is no such folder; name the folder that holds fleet.yaml with --fleet\n\n1 problem in 1 file\n',
      stderr: '',
    });
  });
});
