import { resolve } from 'node:path';
import type { CheckResult, Finding } from '@hubfleet/policies';
import { Option } from 'commander';
import { checkStacks } from '../check/check-stacks.ts';
import { fleetPlaces } from '../check/finding-place.ts';
import { dayOf } from '../check/policy-options.ts';
import { baseCost } from '../cost/base-cost.ts';
import { fleetCost } from '../cost/fleet-cost.ts';
import { type KeptReports, readKeptReports, UnreadableReport } from '../delivery/kept-reports.ts';
import { UnknownDiscussion } from '../forge/discussion.ts';
import { githubDiscussion } from '../forge/github.ts';
import { gitlabDiscussion } from '../forge/gitlab.ts';
import { postComment } from '../forge/post-comment.ts';
import { HttpFailure } from '../hcp/http-failure.ts';
import type { Pace } from '../hcp/patient-call.ts';
import { renderCostMarkdown } from '../render/cost-markdown.ts';
import { renderFindingsMarkdown } from '../render/findings-markdown.ts';
import { COMMENT_MARKER, renderPullRequestComment } from '../render/pull-request-comment.ts';
import {
  CliError,
  type CommandDefinition,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  selectionOptions,
} from './command.ts';
import { costSettings, givenSettings, type PricingOptions, pricingOptions, settled } from './cost-settings.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

const discussions = { github: githubDiscussion, gitlab: gitlabDiscussion };

interface CommentOptions extends SynthesisOptions, PricingOptions {
  readonly reports?: string;
  readonly compare?: string;
  readonly post?: keyof typeof discussions;
}

/** The command as a job runs it; a test gives its own pace. */
export function defineComment({ pace }: { readonly pace?: Pace } = {}): CommandDefinition {
  return defineCommand<CommentOptions>({
    description:
      'Writes the comment of a pull request: what the plans would do, what the policies find, what the change costs, ' +
      'and what has drifted. Findings do not fail it: check, plan and drift do. With --post it goes to the pull ' +
      'request of the job, in the place of the one that an earlier run wrote; the token is read from GITHUB_TOKEN or ' +
      'GITLAB_TOKEN.',
    configure(command) {
      command.option('--reports <dir>', 'folder of plan*.json and drift*.json that jobs wrote with --format json');
      command.option('--compare <base>', 'saved estimate or folder of the fleet before the change');
      command.addOption(new Option('--post <where>', 'write to the pull request').choices(Object.keys(discussions)));
      pricingOptions(command);
      selectionOptions(command);
      outOption(command);
    },
    examples: [
      ['hubfleet comment --compare ../base/clusters', 'findings and cost, printed'],
      ['hubfleet comment --reports reports --compare ../base/clusters --post github', 'all of it, in GitHub Actions'],
    ],
    exits: {
      0: 'written, whatever it says',
      1: 'there are problems in the fleet files or in a report',
      3: 'the comment could not be posted',
    },
    async run(options, context) {
      const text = await write(options, context);
      if (typeof text === 'number') return text;
      if (options.post === undefined) context.stdout.write(text);
      else await post(options.post, text, context, pace);
      return exitCodes.fine;
    },
  });
}

export const commentCommand = defineComment();

async function write(options: CommentOptions, context: Context): Promise<string | ExitCode> {
  const { cwd } = context;
  const kept = await keptReports(options, context);
  const given = await givenSettings(options, context);
  const synthesized = await synthesizeFleet(options, context);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, stacks } = synthesized;
  const settings = costSettings(given, fleet);
  const { compare } = options;
  const base =
    compare === undefined ? undefined : await settled(() => baseCost(resolve(cwd, compare), compare, settings));
  const cost = renderCostMarkdown(fleetCost(fleet.clusters, stacks, settings), base);
  const result = withPlans(checkStacks(fleet, stacks, dayOf(context.now())), kept);
  const findings = renderFindingsMarkdown(result, await fleetPlaces(fleet, result.findings, cwd));
  return renderPullRequestComment({ ...kept, findings, cost });
}

async function keptReports({ reports }: CommentOptions, { cwd }: Context): Promise<KeptReports> {
  if (reports === undefined) return {};
  try {
    return await readKeptReports(resolve(cwd, reports));
  } catch (error) {
    if (error instanceof UnreadableReport) throw new CliError(error.message, exitCodes.problems);
    throw error;
  }
}

/** Findings that only plans show, after those that the files show by themselves; errors first. */
function withPlans(result: CheckResult, { plans = [] }: KeptReports): CheckResult {
  const known = new Set([...result.findings, ...result.waived].map(({ fingerprint }) => fingerprint));
  const more = plans.flatMap(({ findings }) => findings).filter(({ fingerprint }) => !known.has(fingerprint));
  const rank = ({ level }: Finding): number => (level === 'error' ? 0 : 1);
  return { ...result, findings: [...result.findings, ...more].sort((a, b) => rank(a) - rank(b)) };
}

async function post(where: keyof typeof discussions, body: string, context: Context, pace?: Pace): Promise<void> {
  try {
    const what = await postComment(
      discussions[where](context.env),
      { marker: COMMENT_MARKER, body },
      { ...(pace && { pace }) },
    );
    context.stderr.write(`comment ${what}\n`);
  } catch (error) {
    if (error instanceof UnknownDiscussion) throw new CliError(`--post: ${error.message}`);
    if (error instanceof HttpFailure) throw new CliError(`--post: ${error.message}`, exitCodes.failed);
    throw error;
  }
}
