import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { dashboardValues } from '../../../constructs/src/support/grafana-dashboards.ts';
import { hasPython } from '../hub/support/python.ts';

const [container] = dashboardValues().extraInitContainers as unknown as { command: string[] }[];
const script = container?.command[2] ?? '';

describe('the script that fetches dashboards', () => {
  test.skipIf(!hasPython)('places panels in rows of two, below the rows that head them', () => {
    const program = `
import json
names = {"__name__": "script"}
exec(compile(${JSON.stringify(script)}, "script", "exec"), names)
row, panel = (lambda: {"type": "row", "gridPos": {}}), (lambda: {"type": "timeseries", "gridPos": {}})
wide = {"type": "timeseries", "gridPos": {"w": 24, "h": 12}}
panels = names["place"]([row(), panel(), panel(), wide, row(), panel()])
print(json.dumps([[panel["gridPos"][key] for key in "xywh"] for panel in panels]))
`;
    const { stdout, stderr } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      [0, 0, 24, 1],
      [0, 1, 12, 10],
      [12, 1, 12, 10],
      [0, 11, 24, 12],
      [0, 23, 24, 1],
      [0, 24, 12, 10],
    ]);
  });

  test.skipIf(!hasPython)('ends well without internet, because Grafana must start', () => {
    // An address that nobody listens at stands for the one of the packages and that of the sources.
    const nowhere = { HTTPS_PROXY: 'http://127.0.0.1:9', PIP_INDEX_URL: 'https://127.0.0.1:9', PIP_RETRIES: '0' };
    const moved = script.replaceAll('/var/lib/grafana', '/tmp/hubfleet-no-grafana');
    const { status, stderr } = spawnSync('python3', ['-c', moved], {
      encoding: 'utf8',
      env: { ...process.env, ...nowhere },
    });
    expect(status).toBe(0);
    expect(stderr).toContain('Grafana starts without new ones');
  });

  test('writes where Grafana looks', () => {
    expect(dashboardValues()).toMatchObject({
      extraInitContainers: [{ volumeMounts: [{ name: 'storage', mountPath: '/var/lib/grafana' }] }],
      dashboardProviders: {
        'dashboardproviders.yaml': { providers: [{ options: { path: '/var/lib/grafana/dashboards/jupyterhub' } }] },
      },
    });
  });

  test('takes every source at one commit', () => {
    const sources = [...script.matchAll(/"[\w./-]+@([^"]+)"/g)].map(([, commit]) => commit);
    expect(sources).toHaveLength(4);
    for (const commit of sources) expect(commit).toMatch(/^[0-9a-f]{40}$/);
  });
});
