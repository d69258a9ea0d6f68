import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import pc from 'picocolors';
import { dayOf } from '../check/policy-options.ts';
import { sha256 } from '../delivery/plan-inputs.ts';
import { Journal } from '../delivery/rollout/journal.ts';
import { whatRuns, whoRuns } from '../delivery/rollout/origin.ts';
import type { RolloutRecord } from '../delivery/rollout/record.ts';
import type { RecordFolder } from '../delivery/rollout/record-folder.ts';
import { type RolloutTools, rollOut } from '../delivery/rollout/roll-out.ts';
import type { RolloutStack } from '../delivery/rollout/rollout-stack.ts';
import { whileAlone } from '../delivery/rollout/run-lock.ts';
import { takeBack } from '../delivery/rollout/take-back.ts';
import { reapply } from '../delivery/rollout/terraform-rollback.ts';
import { kubeContextOf } from '../fleet/kube-context.ts';
import { HelmRunner } from '../helm/helm-runner.ts';
import { renderRolloutEvent } from '../render/rollout-text.ts';
import { applyStack } from '../terraform/apply-stack.ts';
import type { Context } from './command.ts';
import type { openChecks } from './rollout-checks.ts';
import type { RolloutOptions } from './rollout-options.ts';
import type { PlannedRollout } from './rollout-plan.ts';
import { checkerOf, type TerraformTools } from './terraform-run.ts';

/** What a rollout is run with. */
interface RunTools extends TerraformTools {
  readonly records: RecordFolder;
  /** Absent when hubs are not checked. */
  readonly check: Awaited<ReturnType<typeof openChecks>> | undefined;
}

/** Rolls out, and answers the record. */
export async function runRollout(
  plan: PlannedRollout,
  resumed: RolloutRecord | undefined,
  tools: RunTools,
  options: RolloutOptions,
  context: Context,
): Promise<RolloutRecord> {
  const { records, conversation } = tools;
  const startedAt = context.now();
  // Ids sort as the rollouts began, also two that begin in the same second.
  const id = `${startedAt.toISOString().replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
  return await whileAlone(records.dir, id, async () => {
    const earlier = await records.lastEntries();
    const journal = new Journal(records, {
      version: 1,
      id,
      ...(resumed && { resumes: resumed.id }),
      who: whoRuns(context.env),
      what: await whatRuns(plan.fleet.dir, plan.selection, context.env),
      settings: plan.settings,
      startedAt: startedAt.toISOString(),
      outcome: 'running',
      stacks: plan.entries,
    });
    await journal.change({});
    const output = conversation.around(options.format === 'text' ? context.stdout : context.stderr);
    const text = {
      colors: pc,
      maxLines: options.lines,
      ...(context.stdout.columns && { width: context.stdout.columns }),
    };
    const working = rolloutTools(plan, tools, options, context);
    let outcome: RolloutRecord['outcome'] = 'failed';
    try {
      outcome = await rollOut(plan.waves, journal, { ...working, earlierOf: (stack) => earlier.get(stack) }, (event) =>
        output.write(renderRolloutEvent(event, text)),
      );
    } finally {
      const endedAt = context.now();
      const seconds = Math.round((endedAt.getTime() - startedAt.getTime()) / 1000);
      await journal.change({ outcome, endedAt: endedAt.toISOString(), seconds });
    }
    return journal.record;
  });
}

function rolloutTools(
  plan: PlannedRollout,
  { terraform, interruption, records, check }: RunTools,
  options: RolloutOptions,
  context: Context,
): Omit<RolloutTools, 'earlierOf'> {
  const { fleet, outdir, base, settings } = plan;
  const checkOf = checkerOf(fleet, dayOf(context.now()));
  const places = { fleetDir: fleet.dir, outdir };
  const binary = options.helmBinary;
  const helm = new HelmRunner({
    ...(binary !== undefined && { binary: binary.includes('/') ? resolve(context.cwd, binary) : binary }),
    env: context.env,
    interruption,
  });
  const requestOf = (stack: RolloutStack) => ({ ...places, check: checkOf(stack), onPlan: () => {} });
  return {
    parallel: options.parallel,
    isOver: () => interruption.signal !== undefined,
    now: context.now,
    apply: (stack) => applyStack(terraform, stack, { ...requestOf(stack), confirm: async () => true }),
    verify: async (stack) => await check?.(stack, interruption),
    keepGood: ({ hash, text }) => records.keepGood(hash, text),
    takeBack: (stack, startedAt) =>
      takeBack(stack, startedAt, {
        how: settings.rollback === 'helm' ? 'helm' : 'auto',
        helm,
        kubeContextOf: ({ cluster }) => {
          const own = fleet.clusters.find(({ name }) => name === cluster);
          if (!own) throw new Error(`${cluster}: is not in the fleet`);
          return kubeContextOf(own);
        },
        previousOf: async (stack) =>
          (await records.lastGood(stack.name, stack.hash)) ?? otherVersion(base.get(stack.name)?.json, stack),
        reapply: (earlier, json) => reapply(terraform, earlier, json, requestOf(earlier)),
      }),
  };
}

/** The version of the base, where it is another one. */
function otherVersion(
  json: unknown,
  stack: RolloutStack,
): { readonly hash: string; readonly json: string } | undefined {
  if (json === undefined || isDeepStrictEqual(json, stack.json)) return undefined;
  const text = JSON.stringify(json, null, 2);
  return { hash: sha256(text), json: text };
}
