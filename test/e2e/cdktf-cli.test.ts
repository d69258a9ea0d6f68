import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let cdktf: string;

const run = (...args: string[]): string =>
  execFileSync(cdktf, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CHECKPOINT_DISABLE: '1', CI: '1' },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubfleet-cdktf-cli-'));
  execFileSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--prefix', folder, 'cdktf-cli@0.21.0'],
    {
      stdio: 'pipe',
    },
  );
  cdktf = join(folder, 'node_modules', '.bin', 'cdktf');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cdktf-cli', () => {
  test('synth writes every stack of the example fleet', () => {
    const output = join(folder, 'cdktf.out');
    run('synth', '--output', output);
    expect(readdirSync(join(output, 'stacks'))).toHaveLength(12);
  });

  test('list names every stack of the example fleet', () => {
    expect(run('list', '--output', join(folder, 'list.out'))).toContain('atlas-west-research');
  });
});
