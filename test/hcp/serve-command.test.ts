import { EventEmitter } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defineHcpServe } from '../../src/commands/hcp-serve.ts';
import { runProgram } from '../../src/commands/program.ts';
import { HcpPeer } from '../hcp-peer/index.ts';
import { exampleOrganization, type Files, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';
import { planWith } from './plans.ts';
import { finalReport, KEY, until } from './server-fixture.ts';

const env = { HUBFLEET_HCP_HMAC_KEY: KEY };

/** `hubfleet hcp serve` with signals of the test, on a free port. */
async function given(args: readonly string[] = [], overrides: { env?: Record<string, string>; files?: Files } = {}) {
  const peer = await HcpPeer.start();
  onTestFinished(() => peer.close());
  const fleet = await writeFleet(overrides.files);
  const signals = new EventEmitter();
  let log = '';
  const context = {
    stdout: { write: (text: string) => (log += text) },
    stderr: { write: (text: string) => (log += text) },
    cwd: fleet,
    env: overrides.env ?? env,
    now: () => new Date('2026-11-22T12:00:00Z'),
  };
  const entries = [{ name: 'serve', summary: 'serve', load: async () => defineHcpServe(signals) }];
  const line = ['serve', '--fleet', '.', '--port', '0', '--hostname', peer.host, ...args];
  const ended = runProgram(line, context, entries);
  onTestFinished(async () => {
    signals.emit('SIGTERM');
    await ended;
  });
  await until(() => log.includes('"msg":"serving"'));
  const url = String(/"address":"([^"]+)"/.exec(log)?.[1]);
  return { peer, url, signals, ended, fleet, log: () => log };
}

describe('hcp serve', () => {
  test('answers run tasks until a signal comes, and says so in its log', async () => {
    const { peer, url, signals, ended, log } = await given();
    expect(await peer.tasks.verify(url, KEY)).toBe(200);
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1) });
    expect((await finalReport(task)).status).toBe('failed');
    await until(() => log().includes('task reported'));
    signals.emit('SIGTERM');
    expect(await ended).toBe(0);
    const messages = log()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).msg);
    const start = ['serving', 'verification request answered', 'task accepted'];
    expect(messages).toEqual([...start, 'task reported', 'stopping', 'stopped']);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('finishes what is under way when it is stopped', async () => {
    const { peer, url, signals, ended } = await given();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: 1 });
    signals.emit('SIGTERM');
    expect(await ended).toBe(0);
    expect(task.reports.at(-1)?.status).toBe('passed');
  });

  test('gives up what is under way at the second signal', async () => {
    const { peer, url, signals, ended } = await given();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: Number.POSITIVE_INFINITY });
    signals.emit('SIGTERM');
    signals.emit('SIGINT');
    expect(await ended).toBe(0);
    expect(task.reports.at(-1)).toMatchObject({ status: 'failed' });
  });

  test('takes the older key beside the new one', async () => {
    const { peer, url } = await given([], { env: { ...env, HUBFLEET_HCP_HMAC_KEY_OLD: 'older' } });
    expect(await peer.tasks.verify(url, KEY)).toBe(200);
    expect(await peer.tasks.verify(url, 'older')).toBe(200);
    expect(await peer.tasks.verify(url, 'oldest')).toBe(401);
  });

  test('takes waivers of a cluster for the workspaces that are named like its stacks', async () => {
    const waiver = { rule: 'security/open-ingress', match: '**', owner: 'ada', expires: '2026-12-01' };
    const files = { 'atlas/waivers.yaml': [{ ...waiver, reason: 'closed next week' }] };
    const { peer, url } = await given([], { files });
    const own = await peer.tasks.send(url, { key: KEY, plan: planWith(1), payload: { workspace_name: 'atlas' } });
    expect((await finalReport(own)).status).toBe('passed');
    const other = await peer.tasks.send(url, { key: KEY, plan: planWith(1), payload: { workspace_name: 'lyra' } });
    expect((await finalReport(other)).status).toBe('failed');
  });

  test('takes levels of the fleet', async () => {
    const policies = { levels: { 'security/open-ingress': 'warning' } };
    const { peer, url } = await given([], { files: { 'fleet.yaml': exampleOrganization({ policies }) } });
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1) });
    expect(await finalReport(task)).toMatchObject({ status: 'passed', message: expect.stringMatching(/^1 warning: /) });
  });
});

describe('a file of waivers', () => {
  const valid =
    '- { rule: security/open-ingress, match: "**", reason: closed next week, owner: ada, expires: 2026-12-01 }\n';

  test('counts in every workspace, also without a fleet', async () => {
    const files = { 'fleet.yaml': undefined, 'atlas/cluster.yaml': undefined, 'waivers.yaml': valid };
    const { peer, url } = await given(['--waivers', 'waivers.yaml'], { files });
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1) });
    expect((await finalReport(task)).message).toMatch(/^1 waived: /);
  });

  test.each([
    {
      text: `${valid}- { rule: a/b }\n`,
      says: /^hubfleet: waivers\.yaml:2: 1\.match: .+; write it like clusters\/<cluster>\/waivers\.yaml\n$/,
    },
    { text: 'a: [\n', says: /^hubfleet: waivers\.yaml:\d+: .+; mend the YAML\n$/ },
    { text: 'a: 1\n', says: /^hubfleet: waivers\.yaml:1: waivers: .+; write it like / },
  ])('with $text is refused', async ({ text, says }) => {
    const cwd = await writeFleet();
    await writeFile(join(cwd, 'waivers.yaml'), text);
    const { code, stderr } = await run(['hcp', 'serve', '--waivers', 'waivers.yaml'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  test('that is not there is refused', async () => {
    const { code, stderr } = await run(['hcp', 'serve', '--waivers', 'none.yaml'], { cwd: '/', env });
    expect([code, stderr]).toEqual([2, 'hubfleet: none.yaml: cannot be read (ENOENT); name a file of waivers\n']);
  });
});

describe('hcp serve does not start', () => {
  test.each([
    {
      when: 'without a key',
      args: [],
      env: {},
      says: 'HUBFLEET_HCP_HMAC_KEY: is not set; set it to the HMAC key of the run task, or give --unsigned',
    },
    {
      when: 'with a key and without signatures',
      args: ['--unsigned'],
      env,
      says: '--unsigned: HUBFLEET_HCP_HMAC_KEY is set; leave out one of them',
    },
    {
      when: 'with a time that HCP Terraform does not wait',
      args: ['--task-timeout', '541'],
      env,
      says: "option '--task-timeout <s>' argument '541' is invalid. it must be a whole number from 1 to 540.",
    },
    {
      when: 'on the path of its health',
      args: ['--path', '/health'],
      env,
      says: "option '--path <path>' argument '/health' is invalid. it must be a path like /run-task, and not /health.",
    },
  ])('$when', async ({ args, env: variables, says }) => {
    const result = await run(['hcp', 'serve', ...args], { env: { ...variables } });
    expect(result).toEqual({ code: 2, stdout: '', stderr: `hubfleet: ${says}\n` });
  });

  test('with problems in the fleet', async () => {
    const cwd = await writeFleet({ 'fleet.yaml': 'organization: 1\n' });
    const { code, stderr } = await run(['hcp', 'serve', '--fleet', '.'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain('fleet.yaml');
  });

  test('on a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    try {
      const { code, stderr } = await run(['hcp', 'serve', '--fleet', 'none', '--port', String(port)], { env });
      const says = `--port: 127.0.0.1:${port} cannot be opened (EADDRINUSE); choose another`;
      expect([code, stderr]).toEqual([3, `hubfleet: ${says}\n`]);
    } finally {
      taken.close();
    }
  });
});
