import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { pipelineNeeds } from '../delivery/pipeline-needs.ts';
import { loadFleet } from '../fleet/load.ts';
import { renderGithubWorkflows } from '../render/ci/github.ts';
import { gitlabEntry, renderGitlabPipelines } from '../render/ci/gitlab.ts';
import type { Pipeline, PipelineFile } from '../render/ci/pipeline.ts';
import { renderGitlabHint, renderPipelineSettings } from '../render/ci/settings-text.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { CliError, type Context, type ExitCode, exitCodes, type FleetOptions } from './command.ts';

/** Services that pipelines are written for. */
export const pipelineKinds = ['github', 'gitlab'] as const;

/** Options of `hubfleet init ci`. */
export interface InitCiOptions extends FleetOptions {
  readonly kind?: (typeof pipelineKinds)[number];
  readonly branch: string;
  readonly terraformBinary: Pipeline['binary'];
}

const renderers = {
  github: (pipeline) => renderGithubWorkflows(pipeline),
  gitlab: (pipeline) => renderGitlabPipelines(pipeline),
} satisfies Record<NonNullable<InitCiOptions['kind']>, (pipeline: Pipeline) => PipelineFile[]>;

/** Writes a pipeline for the fleet and says what its project must be given. */
export async function initCi(options: InitCiOptions, context: Context): Promise<ExitCode> {
  const { kind, fleet, branch, terraformBinary: binary } = options;
  if (!kind) throw new CliError(`init: --kind is missing; give ${pipelineKinds.join(' or ')}`);
  const folder = normalize(fleet).replace(/\/$/, '');
  if (isAbsolute(folder) || !/^[\w.-]+(?:\/[\w.-]+)*$/.test(folder) || folder.startsWith('..')) {
    throw new CliError(`--fleet: must be a folder below the root of the repository, got '${fleet}'; run it there`);
  }
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(branch)) throw new CliError(`--branch: is no name of a branch, got '${branch}'`);
  const loaded = await loadFleet(fleet, { cwd: context.cwd });
  if ('problems' in loaded) {
    context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
    return exitCodes.problems;
  }
  const pipeline: Pipeline = { ...pipelineNeeds(loaded.fleet), fleet: folder, branch, binary };
  const files = renderers[kind](pipeline);
  const hasEntry = await exists(join(context.cwd, gitlabEntry.path));
  if (kind === 'gitlab' && !hasEntry) files.push(gitlabEntry);
  const written = await writeNew(files, context);
  const hint = kind === 'gitlab' && hasEntry ? renderGitlabHint() : '';
  context.stdout.write(`${written.join('\n')}\n\n${hint}${renderPipelineSettings(kind, pipeline)}`);
  return exitCodes.fine;
}

/** All or nothing: a pipeline that somebody changed is not half overwritten. */
async function writeNew(files: readonly PipelineFile[], { cwd }: Context): Promise<string[]> {
  for (const { path } of files) {
    if (await exists(resolve(cwd, path))) {
      throw new CliError(`init: ${path} is there already; remove it to have it written anew`);
    }
  }
  for (const { path, text } of files) {
    await mkdir(dirname(resolve(cwd, path)), { recursive: true });
    await writeFile(resolve(cwd, path), text, { flag: 'wx' });
  }
  return files.map(({ path }) => path);
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
