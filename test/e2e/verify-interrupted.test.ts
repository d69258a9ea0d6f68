import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CompiledCli, compileCli, type RunningCli } from '../health/support/compiled-cli.ts';
import { findJupyterHub, startJupyterHub, type TestHub } from '../support/jupyterhub.ts';

const jupyterhub = findJupyterHub();

describe.skipIf(!jupyterhub)('an interrupted verify on a real JupyterHub', () => {
  let hub: TestHub;
  let cli: CompiledCli;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hubfleet-verify-'));
    cli = compileCli();
    hub = await startJupyterHub(jupyterhub as string);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    cli.remove();
    await hub.stop();
  });

  const start = (...args: string[]): RunningCli =>
    cli.start(['verify', '--url', hub.url, ...args], { HUBFLEET_HEALTH_TOKEN: hub.token });

  test('waits for a start under way and removes the server and the user after Ctrl-C', async () => {
    const running = start('--profiles', 'slow');
    await running.shows('looking for a node');
    running.signal('SIGINT');
    const { code, output } = await running.ended();
    expect(output).toContain('hubfleet: interrupted; cleaning up (interrupt again to wait no longer)');
    expect(output).toContain('waiting for the start to end, so that the server can be stopped');
    expect(output).toMatch(/ok {4}stop .*the server is gone/);
    expect(output).toMatch(/is interrupted \(/);
    expect(code).toBe(3);
    expect(await hub.users()).toEqual([]);
  });

  test('ends a notebook that runs and cleans up after SIGTERM', async () => {
    const began = join(folder, 'began');
    const source = `import time\nopen(${JSON.stringify(began)}, "w").close()\ntime.sleep(600)`;
    const cells = [{ cell_type: 'code', metadata: {}, source, outputs: [] }];
    writeFileSync(join(folder, 'long.ipynb'), JSON.stringify({ nbformat: 4, metadata: {}, cells }));
    const running = start('--notebooks', folder);
    await vi.waitUntil(() => existsSync(began), { timeout: 60_000, interval: 200 });
    running.signal('SIGTERM');
    expect((await running.ended()).code).toBe(3);
    expect(await hub.users()).toEqual([]);
  });

  test('waits no longer after a second Ctrl-C, says what stays, and the next check removes it', async () => {
    const running = start('--profiles', 'stuck');
    await running.shows('looking for a node');
    running.signal('SIGINT');
    await running.shows('waiting for the start to end');
    running.signal('SIGINT');
    const { code, output } = await running.ended();
    expect(output).toMatch(/FAIL {2}cleanup .*the server is still starting, and cannot be stopped before it runs/);
    expect(code).toBe(1);
    expect(await hub.users()).toEqual(['deployment-service-check']);

    const next = await start().ended();
    expect(next.output).toContain('removing deployment-service-check and its server, left over from an earlier check');
    expect(next.code).toBe(0);
    expect(await hub.users()).toEqual([]);
  });
});
