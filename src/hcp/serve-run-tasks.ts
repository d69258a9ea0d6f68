import type { Logger } from 'pino';
import type { Interruption } from '../terraform/interruption.ts';
import { createRunTaskServer, type ServerOptions } from './run-task-server.ts';
import { RunTaskService, type ServiceOptions } from './run-task-service.ts';

/** Everything about a server. */
export interface ServeOptions {
  readonly log: Logger;
  readonly interruption: Interruption;
  readonly listen: { readonly host: string; readonly port: number };
  readonly server: Omit<ServerOptions, 'log'>;
  readonly service: Omit<ServiceOptions, 'log'>;
  /** Milliseconds that tasks get after a signal. */
  readonly graceMs: number;
}

/**
 * Serves until it is interrupted, then finishes what is under way; a second interruption ends the waiting.
 * @throws Error when the port cannot be opened
 */
export async function serveRunTasks({ log, interruption, listen, graceMs, ...options }: ServeOptions): Promise<void> {
  const service = new RunTaskService({ ...options.service, log });
  const app = createRunTaskServer(service, { ...options.server, log });
  const { stopped, stopListening } = listenForStop(interruption, () => service.hurry());
  try {
    const address = await app.listen(listen);
    log.info({ address: `${address}${options.server.path}`, signed: options.server.keys.length > 0 }, 'serving');
    await stopped;
    log.info({ signal: interruption.signal, ...service.load }, 'stopping');
    await service.stop(graceMs);
  } finally {
    stopListening();
    await app.close();
  }
  log.info('stopped');
}

/** The first signal stops, every further one hurries, also one that comes at once. */
function listenForStop(interruption: Interruption, hurry: () => void) {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let signals = interruption.signal ? 1 : 0;
  if (signals > 0) stop();
  const stopListening = interruption.listen(() => {
    signals += 1;
    if (signals === 1) stop();
    else hurry();
  });
  return { stopped, stopListening };
}
