import type { CheckResult } from '@hubfleet/policies';
import type { Logger } from 'pino';
import { renderRunTaskFailure, renderRunTaskResult } from '../render/hcp-outcomes.ts';
import { deliverResult } from './deliver-result.ts';
import { Heartbeat } from './heartbeat.ts';
import { type JudgeOptions, judgeRun } from './judge-run.ts';
import type { RunTaskResult } from './outcome.ts';
import type { RunTask } from './run-task-request.ts';
import { SeenTasks } from './seen-tasks.ts';
import { sendReport } from './task-callback.ts';
import { TaskQueue } from './task-queue.ts';

/** How tasks are worked on; times in milliseconds. */
export interface ServiceOptions extends Omit<JudgeOptions, 'onMissingConfiguration'> {
  readonly log: Logger;
  readonly concurrency: number;
  /** How many tasks may wait. */
  readonly places: number;
  /** From acceptance until the task is given up and reported as failed. */
  readonly taskTimeoutMs: number;
  /** For the last report, after the end of the work. */
  readonly reportTimeoutMs: number;
  readonly heartbeatMs: number;
}

/** What became of a task that was handed in. */
export type Acceptance = 'accepted' | 'seen' | 'full' | 'stopping';

interface Accepted {
  readonly task: RunTask;
  readonly log: Logger;
  readonly timeout: AbortSignal;
  readonly heartbeat: Heartbeat;
}

const REMEMBERED = 50_000;
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Takes tasks, works through them and reports each result. */
export class RunTaskService {
  readonly #options: ServiceOptions;
  readonly #queue: TaskQueue<Accepted>;
  readonly #seen = new SeenTasks(REMEMBERED, REMEMBERED_MS, () => performance.now());
  readonly #stop = new AbortController();
  #stopping = false;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#queue = new TaskQueue(options.places, options.concurrency, (accepted) => this.#perform(accepted));
  }

  get load(): {
    readonly stopping: boolean;
    readonly waiting: number;
    readonly running: number;
    readonly places: number;
  } {
    const { waiting, running } = this.#queue;
    return { stopping: this.#stopping, waiting, running, places: this.#options.places };
  }

  /** Takes a task, or says why not; the work comes later. */
  accept(task: RunTask): Acceptance {
    if (this.#seen.has(task.id)) return 'seen';
    if (this.#stopping) return 'stopping';
    if (this.#queue.isFull) return 'full';
    this.#seen.add(task.id);
    const { id, runId, workspace, organization, stage } = task;
    const log = this.#options.log.child({ task: id, run: runId, workspace, organization, stage });
    const timeout = AbortSignal.timeout(this.#options.taskTimeoutMs);
    this.#queue.offer({ task, log, timeout, heartbeat: this.#startHeartbeat(task, log) });
    log.info('task accepted');
    return 'accepted';
  }

  /** Takes no more tasks, finishes the others within the time given and reports what is left as failed. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const timer = setTimeout(() => this.#stop.abort(), graceMs);
    try {
      await this.#queue.idle();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the grace of `stop` at once. */
  hurry(): void {
    this.#stop.abort();
  }

  #startHeartbeat(task: RunTask, log: Logger): Heartbeat {
    const { heartbeatMs, pace } = this.#options;
    return new Heartbeat(heartbeatMs, async (signal) => {
      try {
        await sendReport(
          task,
          { status: 'running', message: 'hubfleet checks the run' },
          { signal, ...(pace && { pace }) },
        );
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, 'heartbeat failed');
      }
    });
  }

  async #perform({ task, log, timeout, heartbeat }: Accepted): Promise<void> {
    const start = performance.now();
    try {
      const result = await this.#judge(task, log, timeout);
      await heartbeat.stop();
      await this.#deliver(task, result, log);
      const milliseconds = Math.round(performance.now() - start);
      log.info({ status: result.status, outcomes: result.outcomes.length, milliseconds }, 'task reported');
    } catch (error) {
      await heartbeat.stop();
      log.error({ err: error }, 'result could not be reported');
    }
  }

  async #judge(task: RunTask, log: Logger, timeout: AbortSignal): Promise<RunTaskResult> {
    try {
      const signal = AbortSignal.any([timeout, this.#stop.signal]);
      signal.throwIfAborted();
      const onMissingConfiguration = (error: unknown) => log.warn({ err: error }, 'plan judged without configuration');
      const found: CheckResult = await judgeRun(task, { ...this.#options, onMissingConfiguration }, signal);
      return renderRunTaskResult(found, task);
    } catch (error) {
      log.error({ err: error }, 'run could not be judged');
      return renderRunTaskFailure(this.#reasonOf(error, timeout));
    }
  }

  #reasonOf(error: unknown, timeout: AbortSignal): string {
    if (this.#stop.signal.aborted) return 'the server stopped before the check was done; start the run again';
    if (timeout.aborted) {
      return `the check was not done within ${this.#options.taskTimeoutMs / 1000} seconds; start the run again`;
    }
    return error instanceof Error ? error.message : String(error);
  }

  async #deliver(task: RunTask, result: RunTaskResult, log: Logger): Promise<void> {
    const { reportTimeoutMs, pace } = this.#options;
    const signal = AbortSignal.timeout(reportTimeoutMs);
    const onRefusedOutcomes = (error: unknown) => log.warn({ err: error }, 'outcomes were refused');
    await deliverResult(task, result, { signal, onRefusedOutcomes, ...(pace && { pace }) });
  }
}
