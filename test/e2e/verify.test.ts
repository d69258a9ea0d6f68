import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubResult, LayerResult } from '../../src/health/result.ts';
import { findJupyterHub, startJupyterHub, type TestHub } from '../support/jupyterhub.ts';
import { type Run, run } from '../support/run.ts';

const USER = 'deployment-service-check';

const jupyterhub = findJupyterHub();

describe.skipIf(!jupyterhub)('verify on a real JupyterHub', () => {
  let hub: TestHub;
  let folder: string;

  beforeAll(async () => {
    hub = await startJupyterHub(jupyterhub as string);
    folder = mkdtempSync(join(tmpdir(), 'hubfleet-verify-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await hub.stop();
  });

  const verify = (...args: string[]): Promise<Run> =>
    run(['verify', '--url', hub.url, ...args], { env: { HUBFLEET_HEALTH_TOKEN: hub.token }, cwd: folder });

  const resultOf = ({ stdout }: Run): HubResult => JSON.parse(stdout).hubs[0];

  const layerOf = (result: HubResult, layer: string): LayerResult | undefined =>
    result.layers.find((each) => each.layer === layer);

  const notebook = (name: string, source: string, output: string): void => {
    const outputs = [{ output_type: 'stream', name: 'stdout', text: output }];
    const cells = [{ cell_type: 'code', metadata: {}, source, outputs }];
    writeFileSync(join(folder, name), JSON.stringify({ nbformat: 4, metadata: {}, cells }));
  };

  test('finds every layer of a healthy hub well, and leaves no user behind', async () => {
    const done = await verify('--format', 'json', '--expect', 'scratch', 'dask', 'gpu');
    const result = resultOf(done);
    expect(result.layers.map(({ layer, verdict, cause }) => [layer, verdict, cause])).toEqual(
      [
        ['dns', 'http', 'api', 'login', 'token', 'user'],
        ['spawn', 'server', 'kernel', 'notebook', 'home', 'scratch', 'dask', 'gpu', 'stop'],
        ['cleanup'],
      ]
        .flat()
        .map((layer) => [layer, 'pass', undefined]),
    );
    expect(result).toMatchObject({ verdict: 'healthy', version: '3.0.0' });
    expect(done.code).toBe(0);
    expect(await hub.users()).toEqual([]);
  });

  test('shows neither on the screen nor in the log of the hub what the token is', async () => {
    const { stdout, stderr } = await verify('--format', 'text');
    expect(stdout).toContain('is healthy');
    expect(`${stdout}${stderr}${hub.log()}`).not.toContain(hub.token);
  });

  test('follows a slow start and names each profile in the matrix', async () => {
    const done = await verify('--format', 'json', '--profiles', 'quick', 'slow');
    const spawns = resultOf(done).layers.filter(({ layer }) => layer === 'spawn');
    expect(spawns.map(({ choice, verdict }) => [choice, verdict])).toEqual([
      ['quick', 'pass'],
      ['slow', 'pass'],
    ]);
    expect(spawns[1]?.seconds).toBeGreaterThan(4);
    expect(done.stderr).toContain('spawn: 30 % [Warning] 0/3 nodes are available: 3 Insufficient memory');
    expect(done.code).toBe(0);
  });

  test('gives the last events as the cause of a start that fails', async () => {
    const done = await verify('--format', 'json', '--profiles', 'failing');
    const result = resultOf(done);
    const spawn = layerOf(result, 'spawn');
    expect(spawn?.verdict).toBe('fail');
    expect(spawn?.cause).toMatch(/pod did not start within 4 s.*; before that: .*3 Insufficient memory$/);
    expect(spawn?.events?.at(-1)).toContain('3 Insufficient memory');
    expect(layerOf(result, 'kernel')).toMatchObject({ verdict: 'skip', cause: 'needs spawn' });
    expect(layerOf(result, 'cleanup')).toMatchObject({ verdict: 'pass' });
    expect(done.code).toBe(1);
    expect(await hub.users()).toEqual([]);
  });

  test('gives up a start after its time, and still leaves nothing behind', async () => {
    const done = await verify('--format', 'json', '--profiles', 'slow', '--timeout', 'spawn=2');
    expect(layerOf(resultOf(done), 'spawn')).toMatchObject({ verdict: 'fail', cause: 'was not done within 2 s' });
    expect(layerOf(resultOf(done), 'stop')).toMatchObject({ verdict: 'pass', detail: 'the server is gone' });
    expect(await hub.users()).toEqual([]);
  });

  test('names a wrong token, and touches nothing', async () => {
    const wrong = { env: { HUBFLEET_HEALTH_TOKEN: 'not-the-token' } };
    const done = await run(['verify', '--url', hub.url, '--format', 'json'], wrong);
    const result = resultOf(done);
    expect(layerOf(result, 'token')).toMatchObject({
      verdict: 'fail',
      cause: 'the hub refuses the token',
      attempts: 1,
    });
    expect(layerOf(result, 'user')).toMatchObject({ verdict: 'skip', cause: 'needs token' });
    expect(layerOf(result, 'cleanup')).toBeUndefined();
    expect(done.code).toBe(1);
  });

  test('warns of a token that may do more than is needed', async () => {
    const env = { HUBFLEET_HEALTH_TOKEN: hub.adminToken };
    const done = await run(['verify', '--url', hub.url, '--format', 'json'], { env });
    expect(layerOf(resultOf(done), 'token')?.cause).toMatch(
      /^the token may do more than a check needs: access:servers,/,
    );
    expect(done.code).toBe(0);
  });

  test('removes what an earlier check left over before it starts', async () => {
    await hub.ask('POST', `users/${USER}`);
    await hub.ask('POST', `users/${USER}/server`, { profile: 'slow' });
    const done = await verify('--format', 'json');
    const detail = `made ${USER} after removing a left-over one`;
    expect(layerOf(resultOf(done), 'user')).toMatchObject({ verdict: 'pass', detail });
    expect(done.stderr).toContain(`removing ${USER} and its server, left over from an earlier check`);
    expect(done.code).toBe(0);
    expect(await hub.users()).toEqual([]);
  });

  test('tells a kernel that dies, an output that differs and an error of the code apart', async () => {
    notebook('dies.ipynb', 'import os\nos._exit(1)', '');
    notebook('differs.ipynb', 'print(1 + 1)', '3\n');
    notebook('fails.ipynb', 'raise ValueError("no data")', '');
    notebook('unknown.ipynb', 'class NotChecked(Exception): pass\nraise NotChecked("no library")', '');
    const done = await verify('--format', 'json', '--notebooks', '.');
    const own = resultOf(done).layers.filter(({ layer }) => layer === 'notebook');
    expect(own.map(({ subject, verdict, cause }) => [subject, verdict, cause])).toEqual([
      ['simple', 'pass', undefined],
      ['dies', 'fail', 'cell 1: the kernel died'],
      ['differs', 'fail', 'cell 1 put out "2", expected "3"'],
      ['fails', 'fail', 'cell 1: ValueError: no data'],
      ['unknown', 'warn', 'not checked: no library'],
    ]);
    expect(layerOf(resultOf(done), 'home')?.verdict).toBe('pass');
    expect(done.code).toBe(1);
  });

  test('adds a line to the history that the summary reads', async () => {
    await verify('--history', 'health.jsonl');
    expect(readFileSync(join(folder, 'health.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
    const { stdout, code } = await verify('--history', 'health.jsonl', '--summary');
    expect(stdout).toMatch(/ healthy at 2026-11-22 00:00 UTC\n {2}checks 1, failed 0, flaky 0 %; last good 2026-11-22/);
    expect(code).toBe(0);
  });

  test('runs as the cron job of a hub runs it, and has its name in the history', async () => {
    const args = [`--url=${hub.url}`, '--as=atlas/research', '--expect', 'scratch', 'dask', '--history=job.jsonl'];
    const env = { HUBFLEET_HEALTH_TOKEN: hub.token };
    const { stdout, code } = await run(['verify', ...args], { env, cwd: folder });
    expect(stdout).toContain('atlas/research is healthy');
    expect(code).toBe(0);
    const { cluster, hub: name, layers } = JSON.parse(readFileSync(join(folder, 'job.jsonl'), 'utf8'));
    expect([cluster, name]).toEqual(['atlas', 'research']);
    expect(layers.map(({ layer }: LayerResult) => layer)).toEqual(expect.arrayContaining(['scratch', 'dask']));
  });

  test('says that nothing listens when the hub is down', async () => {
    await hub.stop();
    const done = await verify('--format', 'json', '--attempts', 'http=2');
    const cause = 'nothing listens there (connection refused)';
    expect(layerOf(resultOf(done), 'http')).toMatchObject({ verdict: 'fail', cause, attempts: 2 });
    expect(layerOf(resultOf(done), 'cleanup')).toBeUndefined();
    expect(done.code).toBe(1);
  });
});
