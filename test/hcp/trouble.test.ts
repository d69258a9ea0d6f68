import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { answer } from '../hcp-peer/exchange.ts';
import { HcpPeer } from '../hcp-peer/index.ts';
import { LoopbackServer } from '../hcp-peer/loopback-server.ts';
import { archiveOf, planWith, stackWith } from './plans.ts';
import { finalReport, KEY, serve, until } from './server-fixture.ts';

describe('a plan', () => {
  test('that is not finished yet is waited for', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: 4 });
    expect((await finalReport(task)).status).toBe('passed');
  });

  test('that is never finished ends in time', async () => {
    const { peer, url } = await serve({ taskTimeoutMs: 200 });
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: Number.POSITIVE_INFINITY });
    const { status, message } = await finalReport(task);
    expect([status, message]).toEqual([
      'failed',
      'not judged: the check was not done within 0.2 seconds; start the run again',
    ]);
  });

  test('that takes long is accompanied by heartbeats', async () => {
    const { peer, url } = await serve({ heartbeatMs: 20 });
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: 12 });
    expect((await finalReport(task)).status).toBe('passed');
    const beats = task.reports.filter(({ status }) => status === 'running').map(({ message }) => message);
    expect(beats.length).toBeGreaterThan(2);
    expect(new Set(beats)).toEqual(new Set(['hubfleet checks the run']));
    const { length } = task.callbacks;
    await sleep(100);
    expect(task.callbacks).toHaveLength(length);
    expect(peer.tasks.violations).toEqual([]);
  });

  test.each([
    { planStatus: 422, remedy: 'run with a version of Terraform that writes plans as JSON (0.12 or later)' },
    { planStatus: 401, remedy: 'use a token that may read the plan' },
    { planStatus: 404, remedy: 'use a token with admin access to the workspace' },
    { planStatus: 500, remedy: 'try again later' },
  ])('that is answered with $planStatus is not judged', async ({ planStatus, remedy }) => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, planStatus });
    const { status, message } = await finalReport(task);
    expect(status).toBe('failed');
    expect(message).toBe(`not judged: ${peer.host}: answered ${planStatus} for the plan; ${remedy}`);
  });

  test('that is no plan is not judged', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: { hello: 'world' } });
    expect((await finalReport(task)).message).toBe(
      'not judged: atlas-west: is not a plan, it has no format_version; give the output of terraform show -json PLANFILE',
    );
  });

  test('that is too large is not read', async () => {
    const { peer, url } = await serve({ maxBytes: 1000 });
    const plan = JSON.stringify(planWith(1000));
    const task = await peer.tasks.send(url, { key: KEY, plan });
    expect((await finalReport(task)).message).toMatch(
      /^not judged: 127\.0\.0\.1:\d+: the answer has \d+ bytes or more, at most 1000 are read; raise the limit$/,
    );
  });

  test('on another host is fetched without the token', async () => {
    const other = await HcpPeer.start();
    try {
      const { peer, url } = await serve();
      const location = other.store.publish(Buffer.from(JSON.stringify(planWith(1))));
      const task = await peer.tasks.send(url, { key: KEY, planLocation: location });
      expect((await finalReport(task)).status).toBe('failed');
      expect(task.reports[0]?.outcomes).toHaveLength(1);
      expect(other.store.leakedTokens).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test.each([
    { location: 'http://plans.example/plan.json', problem: 'redirects to http://, only https:// is followed' },
    { location: 'file:///etc/passwd', problem: 'redirects to file://, only https:// is followed' },
    { location: 'https://169.254.169.254/latest/meta-data', problem: 'redirects to an address of this machine' },
  ])('at $location is not fetched', async ({ location, problem }) => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, planLocation: location });
    const { message } = await finalReport(task);
    expect(message).toBe(`not judged: ${peer.host}: ${problem}; check who answers at this address`);
  });

  test('that redirects in a circle is not followed for ever', async () => {
    const { peer, url } = await serve();
    const circle = await LoopbackServer.start((exchange) => answer(exchange, 302, undefined, { location: '/again' }));
    try {
      const task = await peer.tasks.send(url, { key: KEY, planLocation: `${circle.origin}/` });
      const problem = 'redirects more than 3 times; check the address in a browser';
      expect((await finalReport(task)).message).toBe(`not judged: ${circle.host}: ${problem}`);
    } finally {
      await circle.close();
    }
  });
});

describe('a callback', () => {
  test('that meets a busy server is sent again', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), callbackStatuses: [503, 429, 500] });
    expect((await finalReport(task)).status).toBe('failed');
    expect(task.callbacks).toEqual([503, 429, 500, 200, 200]);
  });

  test('whose outcomes are refused with 422 puts them into the message', async () => {
    const { peer, url, log } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), callbackStatuses: [422] });
    const { status, message } = await finalReport(task);
    expect(status).toBe('failed');
    expect(message.split('\n').slice(1)).toEqual([
      '- security/open-ingress: aws_vpc_security_group_ingress_rule.open_0: cidr_ipv4 holds 0.0.0.0/0, which opens tcp port 22 to the internet',
    ]);
    expect(log()).toContain('outcomes were refused');
  });

  test('without outcomes shown puts them into the message', async () => {
    const { peer, url } = await serve();
    const payload = { capabilities: { outcomes: false } };
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), payload });
    expect((await finalReport(task)).message).toContain('- security/open-ingress: ');
    expect(task.callbacks).toEqual([200]);
  });

  test.each([
    { statuses: [401], sent: 1 },
    { statuses: [404], sent: 1 },
    { statuses: [422, 422], sent: 2 },
    { statuses: [500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500], sent: 12 },
  ])('that is never taken ($statuses) is given up and logged', async ({ statuses, sent }) => {
    const { peer, url, log, service } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), callbackStatuses: statuses });
    await until(() => log().includes('result could not be reported'));
    expect(task.callbacks).toHaveLength(sent);
    await until(() => service.load.running === 0);
  });
});

describe('a configuration', () => {
  test.each([
    {
      when: 'is missing',
      configuration: null,
      message: 'configuration: the run has none; upload the folder of a synthesized stack',
    },
    {
      when: 'has no Terraform JSON in the working directory',
      configuration: [{ path: 'main.tf', body: '' }],
      message: 'configuration archive: holds no cdk.tf.json; upload the folder of a synthesized stack',
    },
    {
      when: 'leads out of itself',
      configuration: [{ path: '../cdk.tf.json', body: '{}' }],
      message: 'configuration archive: holds "../cdk.tf.json", which leads out of it; pack it anew',
    },
  ])('that $when is not judged', async ({ configuration, message }) => {
    const { peer, url } = await serve();
    const archive = configuration && (await archiveOf(configuration));
    const task = await peer.tasks.send(url, { key: KEY, stage: 'pre_plan', configuration: archive });
    expect(await finalReport(task)).toMatchObject({ status: 'failed', message: `not judged: ${message}` });
  });

  test('is read in the working directory of the workspace', async () => {
    const { peer, url } = await serve();
    const path = 'cdktf.out/stacks/atlas-west/cdk.tf.json';
    const configuration = await archiveOf([{ path, body: JSON.stringify(stackWith('closed')) }]);
    const payload = { workspace_working_directory: '/cdktf.out/stacks/atlas-west/' };
    const task = await peer.tasks.send(url, { key: KEY, stage: 'pre_plan', configuration, payload });
    expect((await finalReport(task)).status).toBe('passed');
  });

  test('beside a plan lends it construct paths, which waivers may name', async () => {
    const waiver = { match: 'atlas-west/Cluster/*', reason: 'closed next week', owner: 'ada', expires: '2026-12-01' };
    const { peer, url } = await serve({ waivers: [{ rule: 'security/open-ingress', ...waiver }] });
    const configuration = await archiveOf([{ path: 'cdk.tf.json', body: JSON.stringify(stackWith('open')) }]);
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), configuration });
    expect(await finalReport(task)).toMatchObject({ status: 'passed', message: expect.stringMatching(/^1 waived: /) });
    const bare = await peer.tasks.send(url, { key: KEY, plan: planWith(1) });
    expect((await finalReport(bare)).status).toBe('failed');
  });
});
