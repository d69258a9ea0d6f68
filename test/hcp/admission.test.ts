import { describe, expect, test } from 'vitest';
import { verificationPayload } from '../hcp-peer/run-task-payload.ts';
import { sign } from '../hcp-peer/run-tasks.ts';
import { planWith } from './plans.ts';
import { finalReport, KEY, serve, until } from './server-fixture.ts';

const OTHER = 'tr0ub4dor & 3';
const UNSIGNED = {
  error: 'signature: does not fit the request; give the task and the server the same HMAC key',
};

describe('a signature', () => {
  test.each([
    { when: 'made with the key', keys: [KEY], signs: KEY, status: 200 },
    { when: 'made with the older of two keys', keys: [OTHER, KEY], signs: KEY, status: 200 },
    { when: 'made with another key', keys: [KEY], signs: OTHER, status: 401 },
    { when: 'empty though the server has a key', keys: [KEY], signs: '', status: 401 },
    { when: 'empty and the server has no key', keys: [], signs: '', status: 200 },
  ])('$when is answered with $status', async ({ keys, signs, status }) => {
    const { peer, url } = await serve({ keys });
    const task = await peer.tasks.send(url, { key: signs, plan: planWith(0) });
    expect(task.answers).toEqual([status]);
    if (status === 200) expect((await finalReport(task)).status).toBe('passed');
    else expect(task.callbacks).toEqual([]);
  });

  test('is taken over the bytes as they came, not over the JSON they mean', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: OTHER });
    const spaced = task.body.replaceAll('","', '" , "');
    expect((await peer.tasks.post(url, task.body, sign(KEY, spaced))).status).toBe(401);
    expect((await peer.tasks.post(url, spaced, sign(KEY, spaced))).status).toBe(200);
  });

  test.each([
    { when: 'in capitals', change: (signature: string) => signature.toUpperCase() },
    { when: 'cut short', change: (signature: string) => signature.slice(0, -1) },
    { when: 'with a byte too much', change: (signature: string) => `${signature}0` },
  ])('$when fits nothing', async ({ change }) => {
    const { peer, url } = await serve();
    const response = await peer.tasks.post(url, '{}', change(sign(KEY, '{}')));
    expect([response.status, await response.json()]).toEqual([401, UNSIGNED]);
  });

  test('is missing altogether', async () => {
    const { url } = await serve();
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect([response.status, await response.json()]).toEqual([401, UNSIGNED]);
  });

  test('is checked before the body is parsed', async () => {
    const { peer, url } = await serve();
    expect((await peer.tasks.post(url, '{', sign(OTHER, '{'))).status).toBe(401);
    expect((await peer.tasks.post(url, '{', sign(KEY, '{'))).status).toBe(400);
  });
});

describe('the verification request', () => {
  test('is answered with 200 and without callback', async () => {
    const { peer, url, service, log } = await serve();
    expect(await peer.tasks.verify(url, KEY)).toBe(200);
    expect(service.load).toEqual({ stopping: false, waiting: 0, running: 0, places: 1000 });
    expect(log()).toContain('"msg":"verification request answered"');
  });

  test.each([
    { stage: undefined, token: 'test-token', status: 200 },
    { stage: 'test', token: 'test-token', status: 200 },
    { stage: 'post_plan', token: 'test-token', status: 200 },
    { stage: 'test', token: 'another-token', status: 400 },
    { stage: undefined, token: 'another-token', status: 400 },
  ])('with stage $stage is known by its token $token: $status', async ({ stage, token, status }) => {
    const { peer, url, service } = await serve();
    const body = JSON.stringify({ ...verificationPayload(peer.origin), stage, access_token: token });
    expect((await peer.tasks.post(url, body, sign(KEY, body))).status).toBe(status);
    expect(service.load.running + service.load.waiting).toBe(0);
  });

  test('is let in without signature where the task has no key', async () => {
    const { peer, url } = await serve({ keys: [] });
    expect(await peer.tasks.verify(url)).toBe(200);
  });

  test('must be signed like every request', async () => {
    const { peer, url } = await serve();
    expect(await peer.tasks.verify(url, OTHER)).toBe(401);
    expect(await peer.tasks.verify(url)).toBe(401);
  });
});

describe('a request', () => {
  test('that comes twice makes no second work', async () => {
    const { peer, url, log } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1) });
    await finalReport(task);
    const callbacks = task.callbacks.length;
    expect((await peer.tasks.post(url, task.body, task.signature)).status).toBe(200);
    expect((await peer.tasks.post(url, task.body, task.signature)).status).toBe(200);
    expect(log().match(/task seen before, nothing done/g)).toHaveLength(2);
    expect(task.callbacks).toHaveLength(callbacks);
    expect(peer.tasks.violations).toEqual([]);
  });

  test('that is replayed with another run in it fits no signature', async () => {
    const { peer, url, service } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(0) });
    await finalReport(task);
    const other = task.body.replaceAll(task.id, 'taskrs-0000000000000000');
    expect((await peer.tasks.post(url, other, task.signature)).status).toBe(401);
    expect(service.load.running).toBe(0);
  });

  test('that is replayed after a restart reports nothing, because its token is no longer taken', async () => {
    const before = await serve();
    const task = await before.peer.tasks.send(before.url, { key: KEY, plan: planWith(0), callbackStatuses: [200] });
    await finalReport(task);
    const after = await serve({ origins: [before.peer.origin] });
    expect((await after.peer.tasks.post(after.url, task.body, task.signature)).status).toBe(200);
    await until(() => after.log().includes('result could not be reported'));
    expect(task.reports.filter(({ status }) => status !== 'running')).toHaveLength(1);
  });

  test.each([
    { bytes: 256 * 1024, status: 400 },
    { bytes: 256 * 1024 + 1, status: 413 },
  ])('of $bytes bytes is answered with $status', async ({ bytes, status }) => {
    const { peer, url } = await serve();
    const body = JSON.stringify('x'.repeat(bytes - 2));
    expect((await peer.tasks.post(url, body, sign(KEY, body))).status).toBe(status);
  });

  test('of another content type is not read', async () => {
    const { url } = await serve();
    const headers = { 'content-type': 'text/plain', 'x-tfc-task-signature': sign(KEY, '{}') };
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(415);
  });

  const incomplete = 'not as payload version 1 of run tasks has it; send the payload of a run task';
  test.each([
    { key: 'stage', value: 'post_lunch', error: `stage: ${incomplete}` },
    { key: 'payload_version', value: 2, error: `payload_version: ${incomplete}` },
    { key: 'access_token', value: '', error: `access_token: ${incomplete}` },
    { key: 'task_result_id', value: '../../etc', error: `task_result_id: ${incomplete}` },
    { key: 'task_result_callback_url', value: 'file:///etc/passwd', error: `task_result_callback_url: ${incomplete}` },
    {
      key: 'plan_json_api_url',
      value: null,
      error: 'plan_json_api_url: is missing, post_plan has a plan; send its address',
    },
  ])('with $key $value is refused', async ({ key, value, error }) => {
    const { peer, url } = await serve();
    const { body } = await peer.tasks.send(url, { key: OTHER, payload: { [key]: value } });
    const response = await peer.tasks.post(url, body, sign(KEY, body));
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });

  test.each(['task_result_callback_url', 'plan_json_api_url', 'configuration_version_download_url'])(
    'whose %s is on another host is refused',
    async (key) => {
      const { peer, url, origin } = await serve();
      const elsewhere = origin.replace('http:', 'https:');
      const task = await peer.tasks.send(url, { key: OTHER, payload: { [key]: `${elsewhere}/health` } });
      const response = await peer.tasks.post(url, task.body, sign(KEY, task.body));
      const { host } = new URL(elsewhere);
      const error = `${key}: is on ${elsewhere}, not on ${peer.origin}; start the server with --hostname ${host}`;
      expect([response.status, await response.json()]).toEqual([400, { error }]);
    },
  );

  test('for the health of the server needs no signature', async () => {
    const { origin } = await serve();
    const response = await fetch(`${origin}/health`);
    const body = { status: 'ok', version: '0.1.0', waiting: 0, running: 0, places: 1000 };
    expect([response.status, await response.json()]).toEqual([200, body]);
  });
});
