import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { extract } from 'tar';
import { UnreadableBase } from './unreadable-base.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Gives the work a folder as it is in a commit, without touching the checkout or the repository.
 * @param folder absolute path of the folder as it is checked out
 * @param ref branch, tag or commit
 * @param work gets a copy of the folder, or undefined if the commit has no such folder
 * @throws UnreadableBase
 */
export async function withGitFolder<T>(
  folder: string,
  ref: string,
  env: Env,
  work: (copy: string | undefined) => Promise<T>,
): Promise<T> {
  const git = (...args: string[]) =>
    execa('git', ['-C', folder, ...args], {
      env: { ...env, LC_ALL: 'C' },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
  const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (found.exitCode !== 0) throw unknownRef(ref, found);
  const commit = found.stdout.trim();
  const { stdout: prefix } = await git('rev-parse', '--show-prefix');
  const tree = await git('cat-file', '-e', `${commit}:${prefix.trim()}`);
  if (tree.exitCode !== 0) return await work(undefined);
  const copy = await mkdtemp(join(tmpdir(), 'hubfleet-base-'));
  try {
    await unpack(
      execa('git', ['-C', folder, 'archive', '--format=tar', commit], {
        env,
        extendEnv: false,
        buffer: false,
        stdin: 'ignore',
      }),
      copy,
    );
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function unpack(child: ReturnType<typeof execa>, copy: string): Promise<void> {
  try {
    if (!child.stdout) throw new Error('git gave no output');
    await Promise.all([pipeline(child.stdout, extract({ cwd: copy, strict: true })), child]);
  } catch (error) {
    throw new UnreadableBase(`--base: git archive failed: ${(error as Error).message}; see whether git works here`, {
      isOutside: true,
    });
  }
}

function unknownRef(
  ref: string,
  { code, stderr }: { readonly code?: string; readonly stderr: string },
): UnreadableBase {
  if (code === 'ENOENT') {
    return new UnreadableBase(`--base: ${ref} is no folder, and git is not on the PATH; install it or name a folder`, {
      isOutside: true,
    });
  }
  if (stderr.includes('not a git repository')) {
    return new UnreadableBase(`--base: ${ref} is no folder, and the fleet is in no git repository; name a folder`);
  }
  return new UnreadableBase(
    `--base: there is neither a folder nor a commit ${ref}; name one that is here, or fetch it (a shallow clone has only its last commit)`,
  );
}
