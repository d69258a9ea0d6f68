import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { list } from 'tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packStack } from '../../src/hcp/stack-archive.ts';

/** A stack's folder with what cdktf, hubfleet and Terraform leave in it. */
async function stackFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-pack-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const files = ['cdk.tf.json', '.terraform.lock.hcl', 'assets/a/hook.py', '.terraform/modules.json'];
  for (const file of [...files, 'terraform.tfstate', 'terraform.tfvars', 'plan.tfplan']) {
    await mkdir(join(dir, file, '..'), { recursive: true });
    await writeFile(join(dir, file), '{}');
  }
  return dir;
}

async function filesIn(archive: Uint8Array): Promise<string[]> {
  const paths: string[] = [];
  const parser = list({ onReadEntry: ({ path, type }) => type === 'File' && paths.push(path) });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(Buffer.from(archive));
  });
  return paths.sort();
}

describe('packing a stack', () => {
  test.each([
    { workingDirectory: '', files: ['.terraform.lock.hcl', 'assets/a/hook.py', 'cdk.tf.json'] },
    { workingDirectory: '/a/b/', files: ['a/b/.terraform.lock.hcl', 'a/b/assets/a/hook.py', 'a/b/cdk.tf.json'] },
  ])('for the working directory "$workingDirectory" takes $files', async ({ workingDirectory, files }) => {
    expect(await filesIn(await packStack(await stackFolder(), workingDirectory))).toEqual(files);
  });

  test('gives the same bytes for the same content', async () => {
    const [one, other] = await Promise.all([stackFolder(), stackFolder()]);
    expect(await packStack(one, '')).toEqual(await packStack(other, ''));
  });
});
