import { describe, expect, test } from 'vitest';
import { planWith } from './plans.ts';
import { finalReport, KEY, serve, until } from './server-fixture.ts';

const many = Array.from({ length: 200 }, (_, index) => index);

describe('200 tasks at once', { timeout: 60_000 }, () => {
  test('are all judged and reported once', async () => {
    const { peer, url, service } = await serve();
    const tasks = await Promise.all(
      many.map((index) => peer.tasks.send(url, { key: KEY, plan: planWith(index % 2), pending: index % 3 })),
    );
    const reports = await Promise.all(tasks.map(finalReport));
    expect(reports.map(({ status }) => status)).toEqual(many.map((index) => (index % 2 === 0 ? 'passed' : 'failed')));
    expect(tasks.flatMap(({ answers }) => answers)).toEqual(many.map(() => 200));
    expect(peer.tasks.violations).toEqual([]);
    expect(peer.store.leakedTokens).toEqual([]);
    // The last report is here before its sender knows that it was taken.
    await until(() => service.load.running === 0);
    expect(service.load).toEqual({ stopping: false, waiting: 0, running: 0, places: 1000 });
  });

  test('are refused when they do not fit, and taken when they are sent again', async () => {
    const { peer, url } = await serve({ places: 20 });
    const options = { key: KEY, plan: planWith(0), retries: 400 };
    const tasks = await Promise.all(many.map(() => peer.tasks.send(url, options)));
    const reports = await Promise.all(tasks.map(finalReport));
    expect(reports.every(({ status }) => status === 'passed')).toBe(true);
    const answers = tasks.flatMap((task) => task.answers);
    expect(new Set(answers)).toEqual(new Set([200, 503]));
    expect(answers.filter((status) => status === 200)).toHaveLength(200);
    expect(peer.tasks.violations).toEqual([]);
  });
});

describe('a full queue', () => {
  test('refuses with 503 what is one too many', async () => {
    const { peer, url, service } = await serve({ places: 1, concurrency: 1 });
    const slow = { key: KEY, plan: planWith(0), pending: Number.POSITIVE_INFINITY };
    const running = await peer.tasks.send(url, slow);
    const waiting = await peer.tasks.send(url, slow);
    const refused = await peer.tasks.send(url, slow);
    expect([running.answers, waiting.answers, refused.answers]).toEqual([[200], [200], [503]]);
    expect(service.load).toEqual({ stopping: false, waiting: 1, running: 1, places: 1 });
    const again = await peer.tasks.post(url, refused.body, refused.signature);
    expect([again.status, again.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await again.json()).toEqual({ error: 'queue is full; try again later' });
  });
});

describe('a stop in the middle', () => {
  test('lets tasks under way and waiting finish, and takes no new ones', async () => {
    const { peer, url, origin, service } = await serve({ concurrency: 1 });
    const options = { key: KEY, plan: planWith(0), pending: 5 };
    const tasks = await Promise.all([0, 1, 2].map(() => peer.tasks.send(url, options)));
    const stopped = service.stop(10_000);
    const late = await peer.tasks.send(url, options);
    expect(late.answers).toEqual([503]);
    const health = await fetch(`${origin}/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'stopping' }]);
    await stopped;
    expect(tasks.map(({ reports }) => reports.at(-1)?.status)).toEqual(['passed', 'passed', 'passed']);
  });

  test('reports as failed what is not finished in time', async () => {
    const { peer, url, service } = await serve({ concurrency: 1 });
    const options = { key: KEY, plan: planWith(0), pending: Number.POSITIVE_INFINITY };
    const tasks = await Promise.all([0, 1, 2].map(() => peer.tasks.send(url, options)));
    await service.stop(50);
    const message = 'not judged: the server stopped before the check was done; start the run again';
    expect(tasks.map(({ reports }) => reports.at(-1))).toEqual(
      [0, 1, 2].map(() => ({ status: 'failed', message, outcomes: [] })),
    );
  });

  test('is hurried by a second signal', async () => {
    const { peer, url, service } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0), pending: Number.POSITIVE_INFINITY });
    const stopped = service.stop(60_000);
    service.hurry();
    await stopped;
    expect(task.reports.at(-1)?.status).toBe('failed');
  });
});

describe('the log', () => {
  test('says what happened, in JSON lines, and holds no secret', async () => {
    const { peer, url, log } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), callbackStatuses: [422, 401] });
    await until(() => log().includes('result could not be reported'));
    const lines = log()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual([
      'task accepted',
      'outcomes were refused',
      'result could not be reported',
    ]);
    expect(lines[0]).toMatchObject({ level: 'info', task: task.id, organization: 'odc', workspace: 'atlas-west' });
    for (const secret of [task.token, KEY, task.signature, '/callback', '/v1/object/'])
      expect(log()).not.toContain(secret);
  });
});
