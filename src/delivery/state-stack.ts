import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { addNamedBackend } from '../stacks/backend.ts';
import { widenProviderVersions } from '../stacks/provider-versions.ts';
import { withoutStackTraces } from '../stacks/without-stack-traces.ts';
import type { StackFolder } from '../terraform/stack-folder.ts';
import { buildGoogleHome } from './google-state-bucket.ts';
import { buildAwsHome } from './s3-state-bucket.ts';
import type { StateHome } from './state-home.ts';

/**
 * Where the state of the stack that makes the place for states is: on this machine before there is such a place, then
 * in it; `adopted` when the place is there already, and no state knows it.
 */
export type StateOfHome = 'local' | 'in-home' | 'adopted';

/** Folder of locks and states of these stacks; no cluster can be called so. */
const HOME_FOLDER = '_bootstrap';

/** Writes the Terraform JSON that makes a place for states. */
export async function writeStateStack(home: StateHome, outdir: string, state: StateOfHome): Promise<StackFolder> {
  await mkdir(outdir, { recursive: true });
  const staging = await mkdtemp(join(outdir, '.bootstrap-'));
  try {
    withoutStackTraces(() => {
      const app = new App({ outdir: staging, stackTraces: false });
      buildStateStack(app, home, state);
      app.synth();
    });
    const directory = join(outdir, 'stacks', home.name);
    const file = join(directory, 'cdk.tf.json');
    await mkdir(directory, { recursive: true });
    await rename(join(staging, 'stacks', home.name, 'cdk.tf.json'), file);
    return { name: home.name, cluster: HOME_FOLDER, directory, file, dependsOn: [] };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Builds the stack of a place for states. */
export function buildStateStack(app: App, home: StateHome, state: StateOfHome): TerraformStack {
  const stack = new TerraformStack(app, home.name);
  const { backend, owner } = home;
  if (state === 'local') new LocalBackend(stack, { path: 'terraform.tfstate' });
  else addNamedBackend(stack, backend, { key: `${HOME_FOLDER}/${backend.bucket}`, stack: home.name });
  const adopt = state === 'adopted';
  if (backend.kind === 's3') buildAwsHome(stack, backend, owner, adopt);
  else buildGoogleHome(stack, backend, owner, adopt);
  widenProviderVersions(stack, [backend.kind === 's3' ? 'aws' : 'google']);
  return stack;
}
