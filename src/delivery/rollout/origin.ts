import { hostname, userInfo } from 'node:os';
import { execa } from 'execa';
import { hubfleetVersion } from '../../version.ts';
import type { RolloutRecord, RolloutSelection } from './record.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Who starts a rollout: the person behind a pipeline, where there is one. */
export function whoRuns(env: Env): RolloutRecord['who'] {
  const user = env.GITHUB_ACTOR ?? env.GITLAB_USER_LOGIN ?? env.USER ?? tryUserName() ?? 'unknown';
  const github =
    env.GITHUB_RUN_ID && `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`;
  const pipeline = github || env.CI_PIPELINE_URL;
  return { user, host: hostname(), ...(pipeline && { pipeline }) };
}

/** What a rollout starts from; outside of a git repository the commit is left out. */
export async function whatRuns(
  fleetDir: string,
  selection: RolloutSelection,
  env: Env,
): Promise<RolloutRecord['what']> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const options = { env, extendEnv: false, reject: false, stdin: 'ignore' } as const;
    const { exitCode, stdout } = await execa('git', ['-C', fleetDir, ...args], options);
    return exitCode === 0 ? stdout.trim() : undefined;
  };
  const commit = await git('rev-parse', 'HEAD');
  const changes = commit === undefined ? undefined : await git('status', '--porcelain', '--', '.');
  return {
    hubfleet: hubfleetVersion(),
    ...(commit !== undefined && { commit }),
    ...(changes !== undefined && { dirty: changes !== '' }),
    selection,
  };
}

function tryUserName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
