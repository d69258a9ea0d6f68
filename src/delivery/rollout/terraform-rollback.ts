import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApplyRequest, applyStack, type StackApplication } from '../../terraform/apply-stack.ts';
import type { TerraformRunner } from '../../terraform/runner.ts';
import type { StackFolder } from '../../terraform/stack-folder.ts';

/** How an earlier version of a stack is applied; the policies judge its plan as any other. */
export type ReapplyRequest = Omit<ApplyRequest, 'confirm'>;

/**
 * Applies an earlier Terraform JSON of a stack on its present state, in a folder of its own so that what was
 * synthesized stays as it is.
 */
export async function reapply(
  terraform: TerraformRunner,
  stack: StackFolder,
  json: string,
  request: ReapplyRequest,
): Promise<StackApplication> {
  const outdir = join(request.outdir, 'rollback');
  const directory = join(outdir, 'stacks', stack.name);
  const file = join(directory, 'cdk.tf.json');
  await mkdir(directory, { recursive: true });
  await writeFile(file, json);
  try {
    const earlier = { name: stack.name, cluster: stack.cluster, dependsOn: [], directory, file };
    return await applyStack(terraform, earlier, { ...request, outdir, confirm: async () => true });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
