import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleHub, exampleProfile, writeFleet } from '../support/fleet.ts';
import { type Run, run } from '../support/run.ts';
import { type FakeHub, startFakeHub, text } from './support/fake-hub.ts';
import { SECRET } from './support/visit.ts';

const env = { HUBFLEET_HEALTH_TOKEN: SECRET };

describe('hubfleet verify', () => {
  let folder: string;
  let hub: FakeHub;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hubfleet-verify-'));
    hub = await startFakeHub({ 'GET /hub/api/': text(500, 'no database') });
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await hub.close();
  });

  const verify = (...args: string[]): Promise<Run> => run(['verify', ...args], { env, cwd: folder });

  /** Up to the layer that is broken, without retries. */
  const broken = (...args: string[]): Promise<Run> => verify('--url', hub.url.href, '--attempts', 'api=1', ...args);

  const same = (output: string): string =>
    output
      .replaceAll(hub.url.host, 'HOST')
      .replace(/\d+\.\d s/g, '0.0 s')
      .replace(/(time|"seconds"):?[= ]*"?[\d.]+"?/g, '$1');

  test('prints a line per layer with its cause, and what to think of the hub', async () => {
    const { stdout, code } = await broken();
    expect(same(stdout)).toMatchInlineSnapshot(`
      "HOST http://HOST/
        ok    dns                   0.0 s  127.0.0.1 is an address
        ok    http                  0.0 s  /hub/health answers
        FAIL  api                   0.0 s  the API was answered with status 500
        ok    login                 0.0 s  the login page answers
        skip  token                        needs api
        skip  user                         needs api
        skip  spawn                        needs api
        skip  server                       needs api
        skip  kernel                       needs api
        skip  notebook simple              needs api
        skip  home                         needs api
      HOST is unhealthy: api (3 ok, 1 failed, 7 skipped, 0.0 s)
      "
    `);
    expect(code).toBe(1);
  });

  test('says which hubs it leaves out, and that nothing is left', async () => {
    const fleet = await writeFleet({ 'atlas/hubs/research.yaml': exampleHub({ healthCheck: false }) });
    const { code, stderr } = await verify('--fleet', fleet);
    expect(stderr).toBe(
      'not checked, as healthCheck: false says: atlas/research\n' +
        'hubfleet: there is no hub to check; choose others with --cluster and --hub\n',
    );
    expect(code).toBe(2);
  });

  test('prints JUnit with a case per layer, and news beside it', async () => {
    const { stdout, stderr } = await broken('--format', 'junit');
    expect(same(stdout).split('\n').slice(0, 12).join('\n')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="hubfleet verify" tests="11" failures="1" errors="0" skipped="7" time>
        <testsuite name="HOST" tests="11" failures="1" errors="0" skipped="7" time timestamp="2026-11-22T00:00:00.000Z">
          <testcase name="dns" classname="HOST" time>
            <system-out>127.0.0.1 is an address</system-out>
          </testcase>
          <testcase name="http" classname="HOST" time>
            <system-out>/hub/health answers</system-out>
          </testcase>
          <testcase name="api" classname="HOST" time>
            <failure message="the API was answered with status 500">the API was answered with status 500</failure>
          </testcase>"
    `);
    expect(stderr).toContain('is unhealthy: api');
  });

  test('takes a hub of the fleet at another address', async () => {
    const fleet = await writeFleet();
    const args = ['--fleet', fleet, '--hub', 'research', '--url', hub.url.href, '--attempts', 'api=1', 'login=1'];
    const { stdout, code } = await verify(...args, '--format', 'json');
    expect(JSON.parse(stdout).hubs).toMatchObject([{ cluster: 'atlas', hub: 'research', url: hub.url.href }]);
    expect(code).toBe(1);
  });

  test('names every line when there are several hubs', async () => {
    const twin = exampleHub({ domain: 'twin.invalid', displayName: 'Twin' });
    const first = exampleHub({ domain: 'hub.invalid' });
    const fleet = await writeFleet({ 'atlas/hubs/research.yaml': first, 'atlas/hubs/twin.yaml': twin });
    const { stdout, code } = await verify('--fleet', fleet, '--attempts', 'dns=1');
    const names = new Set(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    expect(names).toEqual(new Set(['[atlas/research]', '[atlas/twin]']));
    expect(code).toBe(1);
  });

  test.each([
    {
      args: ['--url', 'http://hub.example.org'],
      error: '--url: would send the token in the clear to hub.example.org; use https',
    },
    { args: ['--url', 'https://h.example', '--ca', 'none.pem'], error: /^--ca: cannot be read: ENOENT/ },
    {
      args: ['--url', 'https://h.example', '--ca', 'text'],
      error: /^--ca: .*text holds no certificate; give a file in PEM$/,
    },
    { args: ['--url', 'https://h.example', '--token-file', 'none'], error: /^--token-file: cannot be read: ENOENT/ },
    { args: ['--url', 'https://h.example', '--notebooks', 'none'], error: /^--notebooks: cannot be read: ENOENT/ },
    { args: ['--url', 'https://h.example', '--notebooks', '.'], error: /bad\.ipynb is not JSON$/ },
    {
      args: ['--url', 'https://h.example', '--profiles', 'all'],
      error: '--profiles: all needs the hub file; name the hub with --hub',
    },
    { args: ['--summary'], error: '--summary: needs a history; give --history FILE' },
  ])('refuses $args', async ({ args, error }) => {
    writeFileSync(join(folder, 'text'), 'no certificate');
    writeFileSync(join(folder, 'bad.ipynb'), '{');
    const { stderr, code } = await verify(...args);
    expect(stderr.replace(/^hubfleet: /, '').trimEnd()).toMatch(error);
    expect(code).toBe(2);
  });

  test.each([
    ['--timeout', 'spwan=3'],
    ['--timeout', 'spawn=soon'],
    ['--attempts', 'http=0'],
    ['--parallel', '0'],
    ['--expect', 'gold'],
  ])('refuses %s %s', async (option, value) => {
    const { stderr, code } = await verify('--url', 'https://h.example', option, value);
    expect(stderr).toContain(`'${value}' is invalid`);
    expect(code).toBe(2);
  });

  test('refuses names that the fleet does not have', async () => {
    const fleet = await writeFleet({ 'atlas/hubs/research.yaml': exampleHub({ profiles: [exampleProfile()] }) });
    expect(await verify('--fleet', fleet, '--hub', 'reserch')).toMatchObject({ code: 2 });
    const { stderr, code } = await verify('--fleet', fleet, '--profiles', 'large');
    expect(stderr).toBe('hubfleet: --profiles: atlas/research has no profile large; choose from all, small\n');
    expect(code).toBe(2);
  });

  test('fails before it checks when the history cannot be written', async () => {
    const { stderr, code } = await broken('--history', 'none/health.jsonl');
    expect(stderr).toMatch(/^hubfleet: --history: cannot be written: ENOENT/);
    expect(code).toBe(3);
    expect(hub.requests).toEqual([]);
  });

  test('sums up a history for people and for programs', async () => {
    await broken('--history', 'health.jsonl');
    const { stdout } = await verify('--history', 'health.jsonl', '--summary');
    expect(same(stdout)).toMatchInlineSnapshot(`
      "HOST unhealthy at 2026-11-22 00:00 UTC
        checks 1, failed 1, flaky 0 %; last good never, 1 failed since
        api: the API was answered with status 500
      "
    `);
    const json = JSON.parse((await verify('--history', 'health.jsonl', '--summary', '--format', 'json')).stdout);
    expect(json).toMatchObject({ hubs: [{ checks: 1, failed: 1, failedSince: 1 }], unreadableLines: [] });
  });

  test('reads the token from a file', async () => {
    writeFileSync(join(folder, 'token'), `${SECRET}\n`);
    const healthy = await startFakeHub();
    const line = ['verify', '--url', healthy.url.href, '--token-file', 'token', '--attempts', 'kernel=1'];
    await run(line, { cwd: folder });
    await healthy.close();
    const sent = healthy.requests.flatMap(({ authorization }) => authorization ?? []);
    expect(new Set(sent)).toEqual(new Set([`token ${SECRET}`]));
  });
});
