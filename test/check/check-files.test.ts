import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFiles } from '../../src/check/check-files.ts';

const today = '2026-11-22';
const open = {
  terraform: { backend: { s3: { bucket: 'b', key: 'k', region: 'us-west-2' } } },
  resource: {
    aws_eks_cluster: {
      c: { name: 'c', vpc_config: { endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'] } },
    },
  },
};

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'hubfleet-check-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = join(work, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, content);
  return file;
}

describe('checkFiles', () => {
  test('names the stack of Terraform JSON by its folder', async () => {
    const file = await fileOf('stacks/atlas/cdk.tf.json', JSON.stringify(open));
    const { result } = await checkFiles([file], { today });
    expect(result.findings.find(({ rule }) => rule === 'security/eks-public-endpoint')?.stack).toBe('atlas');
  });

  test('reads what PowerShell redirects: UTF-16 with a byte order mark', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(open), 'utf16le')]);
    const { result } = await checkFiles([await fileOf('main.tf.json', utf16)], { today });
    expect(result.findings.map(({ rule }) => rule)).toContain('security/eks-public-endpoint');
  });

  test('reports faults of the JSON itself beside the findings', async () => {
    const { terraform: _, ...stateless } = open;
    const { result } = await checkFiles([await fileOf('main.tf.json', JSON.stringify(stateless))], { today });
    expect(result.findings.map(({ rule }) => rule)).toContain('stack/backend-missing');
  });

  test.each([
    [
      'a missing file',
      'nowhere.json',
      undefined,
      'there is no such file; name a cdk.tf.json file or the output of terraform show -json',
    ],
    [
      'a saved plan',
      'plan.bin',
      'PK..',
      "is a saved plan in Terraform's own format; give the output of terraform show -json",
    ],
    [
      'text',
      'notes.json',
      'hello',
      'is not JSON, it begins with "hello"; give a cdk.tf.json file or the output of terraform show -json',
    ],
  ])('refuses %s', async (_, name, content, message) => {
    const file = content === undefined ? join(work, name) : await fileOf(name, content);
    await expect(checkFiles([file], { today })).rejects.toThrow(`${file}: ${message}`);
  });

  test('refuses to judge plans and Terraform JSON at once', async () => {
    const plan = await fileOf('plan.json', JSON.stringify({ format_version: '1.2', resource_changes: [] }));
    const stack = await fileOf('main.tf.json', JSON.stringify(open));
    await expect(checkFiles([plan, stack], { today })).rejects.toThrow(
      'files: plans and Terraform JSON cannot be checked at once; run the command once for each',
    );
  });
});
