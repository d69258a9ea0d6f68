import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../src/render/report/markup.ts';
import { exampleHub, exampleProfile, writeFleet } from '../support/fleet.ts';
import { HOSTILE, troubledDrift, writeTroubledFleet } from '../support/reported-fleet.ts';
import { run } from '../support/run.ts';

const REPORT = ['report', '--fleet', '.', '--stacks', '.stacks'];

// The libraries of the clouds take seconds to load, which no single test should be blamed for.
beforeAll(async () => {
  await import('../../src/stacks/synthesize.ts');
}, 60_000);

async function pages(cwd: string): Promise<Record<string, string>> {
  const done = await run([...REPORT, '--out', 'made'], { cwd });
  if (done.code !== 0) throw new Error(done.stderr);
  const names = ['index.html', ...(await readdir(join(cwd, 'made/hubs'))).map((name) => `hubs/${name}`)];
  const texts = await Promise.all(names.map((name) => readFile(join(cwd, 'made', name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

describe('a page', () => {
  test.each([
    ['<b>', '&lt;b&gt;'],
    [`"'&`, '&quot;&#39;&amp;'],
    ['a\u202eb\u0000c', 'abc'],
    [0, '0'],
    [undefined, ''],
    [false, ''],
    [[html`<i>${'<'}</i>`, 'x'], '<i>&lt;</i>x'],
  ] as const)('takes %j as %s', (value, text) => {
    expect(html`${value}`.text).toBe(text);
  });

  test('loads nothing and runs only its own script', async () => {
    for (const text of Object.values(await pages(await writeTroubledFleet()))) {
      expect(text).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/);
      expect(text).not.toMatch(/@import|url\((?!#)/);
      expect(text.match(/<script/g)).toHaveLength(1);
      const structure = text.replace(/<(style|script)>.*?<\/\1>/gs, '').replace(/"[^"]*"/g, '""');
      expect(structure).not.toMatch(/<(?:link|img|iframe|object|embed|form|base)\b/);
      expect(structure).not.toMatch(/<[a-z][^>]* (?:src|srcset|style|on[a-z]+)=/);
    }
  });

  test('leaves out secrets, their names, environments and raw values', async () => {
    const hub = exampleHub({
      environment: { GREETING: 'seen-by-servers-only' },
      values: { hub: { extraEnv: { MARK: 'raw-value-of-the-chart' } } },
      files: { motd: { path: '/etc/motd', content: 'text-of-a-file' } },
      pythonSnippets: { '50-theme': 'text_of_python = 1' },
      profiles: [exampleProfile({ environment: { A: 'seen-in-one-profile' } })],
    });
    const cwd = await writeFleet({ 'atlas/hubs/research.yaml': hub });
    const printed = [
      ...Object.values(await pages(cwd)),
      (await run([...REPORT, '--format', 'json'], { cwd })).stdout,
      (await run([...REPORT, '--format', 'markdown'], { cwd })).stdout,
    ];
    const secrets = /github_client_secret|seen-|raw-value|text-of-a-file|text_of_python|Iv1\.0a1b2c/;
    for (const text of printed) expect(secrets.exec(text)).toBeNull();
  });
});

describe('the handbook of a hub', () => {
  test.each([
    { placeholders: undefined, says: 'No room is kept free: whoever comes first waits some minutes for a machine.' },
    { placeholders: { count: 0 }, says: 'No room is kept free: whoever comes first waits some minutes for a machine.' },
    {
      placeholders: { count: 3 },
      says: 'Room for 3 servers is kept free, so that these start without waiting for a machine.',
    },
    {
      placeholders: { count: 1, wholeNodes: true },
      says: '1 machine or more run all the time, so that the first servers start without waiting.',
    },
  ])('tells what is kept free with $placeholders', async ({ placeholders, says }) => {
    const hub = exampleHub({ ...(placeholders && { placeholders }) });
    const text = (await pages(await writeFleet({ 'atlas/hubs/research.yaml': hub })))['hubs/atlas-research.html'];
    expect(text).toContain(says);
  });

  test('tells culling, quota and rights in plain words', async () => {
    const hub = exampleHub({
      displayName: 'Atlas',
      culling: { idleMinutes: 90, maxAgeHours: 48, kernelIdleMinutes: 0 },
      storage: { quotaGiB: 20 },
      scratchBucket: { deleteAfterDays: 7 },
      limits: { namedServersPerUser: 2 },
    });
    const text = (await pages(await writeFleet({ 'atlas/hubs/research.yaml': hub })))['hubs/atlas-research.html'];
    for (const sentence of [
      'members of atlas on GitHub',
      'A server in which nothing happened for 90 minutes is stopped.',
      'A server that has run for 2 days is stopped, busy or not',
      'Kernels are kept as long as their server.',
      'Each user has a home directory that holds up to 20 GiB.',
      'It is backed up every day, and backups are kept for 30 days.',
      'A scratch bucket for passing results: users read and write, objects are deleted after 7 days.',
      'Beside the first, a user may run 2 servers with names.',
      'mailto:it@atlas.example',
      'as of 2026-11-22',
    ]) {
      expect(text).toContain(sentence);
    }
  });
});

describe('the report in Markdown', () => {
  test('keeps to its tables, whatever names look like', async () => {
    const cwd = await writeTroubledFleet();
    const { stdout } = await run([...REPORT, '--format', 'markdown'], { cwd });
    expect(stdout).toContain('# Open Data Commons: fleet report\n');
    expect(stdout).not.toContain('<script>');
    expect(stdout).not.toContain(HOSTILE);
    const waivers = stdout.slice(stdout.indexOf('## Waivers'), stdout.indexOf('## Node pools')).trim().split('\n');
    expect(waivers).toHaveLength(5);
  });

  test('has a table for whatever the pages have', async () => {
    const cwd = await writeTroubledFleet();
    await writeFile(join(cwd, 'drift.json'), troubledDrift);
    const spawn = { layer: 'spawn', choice: 'small', verdict: 'pass', seconds: 31.2, attempts: 1 };
    const check = { cluster: 'atlas', hub: 'research', startedAt: '2026-11-21T04:00:00Z', seconds: 60 };
    await writeFile(join(cwd, 'health.jsonl'), JSON.stringify({ ...check, verdict: 'healthy', layers: [spawn] }));
    const args = ['--format', 'markdown', '--drift', 'drift.json', '--history', 'health.jsonl'];
    const lines = (await run([...REPORT, ...args], { cwd })).stdout.split('\n');
    expect(lines.filter((line) => line.startsWith('## '))).toEqual(
      ['Needs attention', 'Clusters', 'Hubs', 'Findings', 'Waivers', 'Health', 'Drift']
        .map((name) => `## ${name}`)
        .concat(['Node pools', 'Home storage', 'Buckets', 'Images'].map((name) => `## ${name}`)),
    );
    for (const line of [
      '| atlas/research | healthy 2026-11-21 04:00 UTC | 2026-11-21 04:00 UTC | 0 of 1 | 0 % | small 31 s |  |',
      '| atlas-data | drifted | destructive | aws\\_efs\\_file\\_system.a | deleted outside, an application would do: create; it is gone, and it held what cannot be made again |',
      '| lyra | not compared |  |  | the check was ended before it |',
      '| atlas/core | core | r8i-flex.large | 1 to 3 | $',
      '| atlas/research scratch | deleted after 7 days | research: read and write |',
    ]) {
      expect(lines.filter((each) => each.startsWith(line))).toHaveLength(1);
    }
  });

  test('goes to a file when a folder is named', async () => {
    const cwd = await writeFleet();
    const args = [...REPORT, '--format', 'markdown', '--out', 'made'];
    expect(await run(args, { cwd })).toEqual({ code: 0, stdout: 'wrote made/report.md\n', stderr: '' });
    expect(await readFile(join(cwd, 'made/report.md'), 'utf8')).toContain('| atlas/research |');
  });
});
