import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubResult } from '../../src/health/result.ts';
import { type Authority, type Certificate, findOpenssl, makeAuthority } from '../health/support/certificates.ts';
import { startTlsTunnel } from '../health/support/tls-tunnel.ts';
import { findJupyterHub, startJupyterHub, type TestHub } from '../support/jupyterhub.ts';
import { type Run, run } from '../support/run.ts';

const jupyterhub = findJupyterHub();
const openssl = findOpenssl();

describe.skipIf(!jupyterhub || !openssl)('verify on a real JupyterHub behind TLS', () => {
  let hub: TestHub;
  let authority: Authority;
  let folder: string;

  beforeAll(async () => {
    authority = makeAuthority(openssl as string);
    folder = mkdtempSync(join(tmpdir(), 'hubfleet-verify-'));
    writeFileSync(join(folder, 'ca.pem'), authority.cert);
    hub = await startJupyterHub(jupyterhub as string);
  });
  afterAll(async () => {
    authority.remove();
    rmSync(folder, { recursive: true, force: true });
    await hub.stop();
  });

  const verifyWith = async (certificate: Certificate, ...args: string[]): Promise<Run & { layers: string[][] }> => {
    const tunnel = await startTlsTunnel(certificate, hub.port);
    try {
      const line = ['verify', '--url', `https://127.0.0.1:${tunnel.port}`, '--format', 'json', ...args];
      const done = await run(line, { env: { HUBFLEET_HEALTH_TOKEN: hub.token }, cwd: folder });
      const [result] = JSON.parse(done.stdout).hubs as HubResult[];
      const layers = result?.layers.map(({ layer, verdict, cause = '' }) => [layer, verdict, cause]) ?? [];
      return { ...done, layers };
    } finally {
      tunnel.close();
    }
  };

  test('is well in all layers when the authority is named, websockets included', async () => {
    const done = await verifyWith(authority.issue('127.0.0.1', -1, 60), '--ca', 'ca.pem');
    expect(done.layers.filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
    expect(done.layers.map(([layer]) => layer)).toContain('kernel');
    expect(done.code).toBe(0);
  });

  test('names the day on which a certificate ended, and sends the token to nobody', async () => {
    const day = new Date(Date.now() - 2 * 86_400_000 + 3_600_000).toISOString().slice(0, 10);
    const done = await verifyWith(authority.issue('127.0.0.1', -30, -2), '--ca', 'ca.pem');
    expect(done.layers[1]).toEqual(['tls', 'fail', `the certificate ended on ${day}`]);
    expect(done.layers.slice(2).every(([, verdict, cause]) => verdict === 'skip' && cause === 'needs tls')).toBe(true);
    expect(done.code).toBe(1);
  });
});
