import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath, requireTool } from './terraform.ts';

const INSTALL =
  'apt-get install --no-install-recommends jupyterhub jupyter-server node-configurable-http-proxy jupyter-notebook python3-ipykernel';

/** Configuration and modules of the hub that tests start. */
const files = fileURLToPath(new URL('./jupyterhub', import.meta.url));

/** Path of JupyterHub, or nothing when the tests that need it are to be skipped. */
export function findJupyterHub(): string | undefined {
  const parts = ['jupyterhub', 'jupyterhub-singleuser', 'configurable-http-proxy'].map(onPath);
  return requireTool(parts.every(Boolean) ? parts[0] : undefined, `no JupyterHub on the PATH; ${INSTALL}`);
}

/** A real hub on this machine, with the narrow role of the health check. */
export interface TestHub {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Has every right, for looking at the hub from aside. */
  readonly adminToken: string;
  /** What the hub and its proxy wrote. */
  log(): string;
  /** Names of the users there are. */
  users(): Promise<string[]>;
  /** Any request of the API, with every right. */
  ask(method: string, path: string, body?: object): Promise<{ status: number; json: unknown }>;
  stop(): Promise<void>;
}

/**
 * Starts a hub; it takes some seconds. Servers started with profile `slow` take 4 s more, `stuck` 20 s, and `failing` fail.
 */
export async function startJupyterHub(binary: string): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'hubfleet-jupyterhub-'));
  cpSync(files, folder, { recursive: true });
  const [port = 0, hubPort = 0, proxyPort = 0] = await freePorts(3);
  const token = `health-${crypto.randomUUID()}`;
  const adminToken = `admin-${crypto.randomUUID()}`;
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    // Debian's proxy does not find its modules with another Node.
    NODE_PATH: '/usr/share/nodejs',
    TEST_HUB: JSON.stringify({ folder, port, hubPort, proxyPort, token, adminToken }),
  };
  const child = spawn(binary, ['-f', join(folder, 'jupyterhub_config.py')], { cwd: folder, env });
  // Its proxy and servers end with it, also when the tests are ended.
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  const logFile = join(folder, 'log');
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const url = `http://127.0.0.1:${port}`;
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/hub/api/${path}`, {
      method,
      headers: { authorization: `token ${adminToken}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
  const readLog = () => readFileSync(logFile, 'utf8');
  try {
    await untilReady(url, child, readLog);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    port,
    token,
    adminToken,
    ask,
    log: readLog,
    users: async () => ((await ask('GET', 'users')).json as { name: string }[]).map(({ name }) => name),
    stop: async () => {
      await end(child);
      process.off('exit', kill);
      log.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if (child.exitCode !== null) break;
    const isReady = await fetch(`${url}/hub/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`jupyterhub did not start:\n${log()}`);
}

/** Ends the hub, which ends its proxy and its servers. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
}

/** Ports that nobody uses, held until all are found. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
