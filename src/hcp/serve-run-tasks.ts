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
  try {
    const address = await app.listen(listen);
    log.info({ address: `${address}${options.server.path}`, signed: options.server.keys.length > 0 }, 'serving');
    await interrupted(interruption);
    log.info({ signal: interruption.signal, ...service.load }, 'stopping');
    const stopListening = interruption.listen(() => service.hurry());
    await service.stop(graceMs);
    stopListening();
  } finally {
    await app.close();
  }
  log.info('stopped');
}

async function interrupted(interruption: Interruption): Promise<void> {
  if (interruption.signal) return;
  await new Promise<void>((resolve) => {
    const stopListening = interruption.listen(() => {
      stopListening();
      resolve();
    });
  });
}
