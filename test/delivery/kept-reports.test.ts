import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readKeptReports } from '../../src/delivery/kept-reports.ts';

async function folder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-reports-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return dir;
}

const plan = (stack: string) => ({ version: 1, stacks: [{ stack, outcome: 'no-changes' }], exitCode: 0 });
const drift = (stack: string) => ({
  version: 1,
  stacks: [{ stack, outcome: 'as-applied', resources: [] }],
  unseen: [],
});

describe('reports that jobs kept', () => {
  test('are joined in the order of their names, whatever else is in the folder', async () => {
    const dir = await folder({
      'plan-lyra.json': plan('lyra'),
      'plan-atlas.json': plan('atlas'),
      'drift-atlas.json': drift('atlas'),
      'findings.json': [],
      'plan.txt': 'x',
    });
    const { plans, drift: looks } = await readKeptReports(dir);
    expect(plans?.map(({ stack }) => stack)).toEqual(['atlas', 'lyra']);
    expect(looks?.map(({ stack }) => stack)).toEqual(['atlas']);
  });

  test.each([
    { when: 'nothing was kept', files: {} },
    { when: 'a job ended before it wrote', files: { 'plan-atlas.json': '', 'drift-atlas.json': '' } },
  ])('are none when $when', async ({ files }) => {
    expect(await readKeptReports(await folder(files))).toEqual({ plans: [] });
  });

  test('are none without the folder', async () => {
    expect(await readKeptReports('/nowhere/at/all')).toEqual({ plans: [] });
  });

  test.each([
    { when: 'no JSON', content: '{' },
    { when: 'of another version', content: { version: 2, stacks: [] } },
    { when: 'of something else', content: { version: 1, stacks: [{ stack: 1 }] } },
    {
      when: 'with findings that are none',
      content: { version: 1, stacks: [{ stack: 'atlas', outcome: 'failed', findings: [{ rule: 'a/b' }] }] },
    },
  ])('are refused when one is $when', async ({ content }) => {
    const dir = await folder({ 'plan-atlas.json': content });
    await expect(readKeptReports(dir)).rejects.toThrow(
      `${dir}/plan-atlas.json: is no report of this version of hubfleet; write it with --format json`,
    );
  });
});
