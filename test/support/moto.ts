import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listEverything } from './moto/inventory.ts';
import { type Holds, startProxy } from './moto/proxy.ts';
import { onPath, requireTool } from './terraform.ts';

/** An AWS of the test's own, on loopback. */
export interface Moto {
  readonly url: string;
  /** Makes the AWS provider, the S3 backend and the aws program use it. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Makes a call, for example `POST /2015-02-01/file-systems`, take as long as a promise.
   * @returns what resolves when the call has arrived
   */
  hold(call: string | RegExp, until: Promise<unknown>): Promise<void>;
  /** Lets further calls through; those that are held stay so. */
  release(call: string | RegExp): void;
  /** What exists in the account, list by list, as the services tell it. */
  existing(): ReturnType<typeof listEverything>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Path of the emulator, or nothing when the tests that need it are to be skipped. */
export function findMoto(): string | undefined {
  return requireTool(
    onPath('moto_server'),
    'no moto_server on the PATH; install moto[server] to run the end-to-end tests',
  );
}

/** Starts the emulator, and before it a proxy that answers the few calls it lacks. */
export async function startMoto(binary: string): Promise<Moto> {
  const port = await freePort();
  const child = spawn(binary, ['-H', '127.0.0.1', '-p', String(port)], {
    // Roles are given policies that AWS manages.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    detached: true,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  // The emulator may be behind a wrapper, so its whole group is ended, also when the tests are.
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid);
  };
  process.once('exit', end);
  await Promise.race([
    untilAnswers(`http://127.0.0.1:${port}/moto-api/`),
    ended.then(() => Promise.reject(new Error(`${binary} ended before it answered`))),
  ]);
  const holds: Holds = new Map();
  const proxy = await startProxy(port, holds);
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    url,
    env: environment(url),
    hold: (call, until) => new Promise((arrived) => holds.set(call, { until, arrived })),
    release: (call) => void holds.delete(call),
    existing: () => listEverything(url),
    async stop() {
      process.off('exit', end);
      end();
      proxy.closeAllConnections();
      proxy.close();
      await ended;
    },
  };
}

function environment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'us-west-2',
    AWS_DEFAULT_REGION: 'us-west-2',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function untilAnswers(url: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`${url} does not answer`);
    await sleep(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
