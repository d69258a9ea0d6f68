import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { tryRead } from './replace-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const CACHE_VARIABLE = 'TF_PLUGIN_CACHE_DIR';

/**
 * The environment of `init`, in which it shares providers with the other stacks.
 *
 * Without a lock file Terraform trusts nothing in the cache and writes over what is there, also over a provider that
 * another stack is running. So the first `init` of a stack goes without the cache.
 */
export async function cacheEnvironment(env: Environment, outdir: string, isLocked: boolean): Promise<Environment> {
  if (!isLocked) return { [CACHE_VARIABLE]: undefined };
  if (env[CACHE_VARIABLE] || (await isConfigured(env))) return {};
  const dir = join(outdir, 'providers');
  await mkdir(dir, { recursive: true });
  return { [CACHE_VARIABLE]: dir };
}

async function isConfigured({ TF_CLI_CONFIG_FILE: file, HOME: home = homedir() }: Environment): Promise<boolean> {
  const config = await tryRead(file || join(home, '.terraformrc')).catch(() => undefined);
  return /^\s*plugin_cache_dir\s*=/m.test(config ?? '');
}
