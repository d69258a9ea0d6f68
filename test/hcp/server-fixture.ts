import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage, Waiver } from '@hubfleet/policies';
import { onTestFinished } from 'vitest';
import { createRunTaskServer } from '../../src/hcp/run-task-server.ts';
import { RunTaskService, type ServiceOptions } from '../../src/hcp/run-task-service.ts';
import { createServerLog } from '../../src/hcp/server-log.ts';
import { HcpPeer, type PeerOptions, type SentTask } from '../hcp-peer/index.ts';

export const KEY = 'correct horse battery staple';

export interface Served {
  readonly peer: HcpPeer;
  /** Address of the task. */
  readonly url: string;
  readonly origin: string;
  readonly service: RunTaskService;
  /** Everything that was logged, one JSON object per line. */
  log(): string;
}

export interface ServedOptions extends Partial<Omit<ServiceOptions, 'log' | 'policies'>> {
  readonly peer?: PeerOptions;
  readonly keys?: readonly string[];
  readonly waivers?: readonly Waiver[];
  /** Further origins that tasks may come from. @default [] */
  readonly origins?: readonly string[];
}

const quick = { firstMs: 5, mostMs: 40, attempts: 6 };

/** A server and the peer that calls it, both on free ports; they go when the test ends. */
export async function serve({
  peer: peerOptions,
  keys = [KEY],
  waivers = [],
  origins = [],
  ...options
}: ServedOptions = {}): Promise<Served> {
  const peer = await HcpPeer.start(peerOptions);
  let text = '';
  const log = createServerLog({ write: (line) => (text += line) }, 'debug');
  const service = new RunTaskService({
    log,
    concurrency: 4,
    places: 1000,
    taskTimeoutMs: 10_000,
    reportTimeoutMs: 5_000,
    heartbeatMs: 10_000,
    maxBytes: 1024 * 1024,
    pace: quick,
    policies: (stage: Stage) => ({ stage, today: '2026-11-22', waivers }),
    ...options,
  });
  const app = createRunTaskServer(service, { log, keys, path: '/run-task', origins: [peer.origin, ...origins] });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    service.hurry();
    await service.stop(0);
    await app.close();
    await peer.close();
  });
  return { peer, url: `${origin}/run-task`, origin, service, log: () => text };
}

/** Waits until the condition holds, at most ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen within ten seconds');
    await sleep(5);
  }
}

/** The last report of a task. */
export async function finalReport(task: SentTask) {
  await until(() => task.reports.some(({ status }) => status !== 'running'));
  const last = task.reports.at(-1);
  if (!last) throw new Error('there is no report');
  return last;
}
