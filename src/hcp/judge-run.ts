import {
  type CheckOptions,
  type CheckResult,
  check,
  readPlan,
  readSynthesized,
  type Stage,
  stackFaults,
} from '@hubfleet/policies';
import { downloadConfiguration } from './configuration.ts';
import type { Pace } from './patient-call.ts';
import { downloadPlan } from './plan-json.ts';
import type { RunTask } from './run-task-request.ts';

/** What a run is judged by. */
export interface JudgeOptions {
  /** Settings and waivers of a stage, as of now. */
  policies(stage: Stage): CheckOptions;
  /** Bytes of a plan or of an uploaded configuration. */
  readonly maxBytes: number;
  readonly pace?: Pace;
  /** Told when a plan had to be judged without the configuration beside it. */
  onMissingConfiguration?(error: unknown): void;
}

/**
 * Downloads what a run is about and checks it: the configuration before the plan, the plan at every later stage.
 * @throws Error when there is nothing that can be judged
 */
export async function judgeRun(task: RunTask, options: JudgeOptions, signal: AbortSignal): Promise<CheckResult> {
  const { maxBytes, pace } = options;
  const download = { token: task.accessToken, maxBytes, signal, ...(pace && { pace }) };
  const { planUrl, configurationUrl } = task;
  const configuration = async (): Promise<unknown> => {
    if (!configurationUrl) throw new Error('configuration: the run has none; upload the folder of a synthesized stack');
    return await downloadConfiguration({ ...download, url: configurationUrl }, task.workingDirectory);
  };
  if (task.stage === 'pre_plan' || !planUrl) {
    return judgeConfiguration(await configuration(), task.workspace, options.policies('synth'));
  }
  const [plan, synthesized] = await Promise.all([
    downloadPlan({ ...download, url: planUrl }),
    configuration().catch((error) => {
      signal.throwIfAborted();
      if (configurationUrl) options.onMissingConfiguration?.(error);
      return undefined;
    }),
  ]);
  return judgePlan({ plan, synthesized }, task.workspace, options.policies('plan'));
}

/** Checks a configuration that HCP Terraform is about to plan. */
function judgeConfiguration(json: unknown, stack: string, options: CheckOptions): CheckResult {
  const faults = faultsOf(json, stack);
  return check(readSynthesized(json, { stack }), { ...options, faults });
}

/** Checks a plan; the configuration beside it knows construct paths and lifecycle settings that plans leave out. */
export function judgePlan(
  { plan, synthesized }: { readonly plan: unknown; readonly synthesized: unknown },
  stack: string,
  options: CheckOptions,
): CheckResult {
  const beside = synthesized === undefined ? {} : { synthesized };
  const faults = synthesized === undefined ? [] : faultsOf(synthesized, stack);
  return check(readPlan(plan, { stack, ...beside }), { ...options, faults });
}

/** The workspace keeps the state, so a stack needs no backend of its own here. */
function faultsOf(json: unknown, stack: string) {
  return stackFaults(json, { stack }).filter(({ rule }) => rule !== 'stack/backend-missing');
}
