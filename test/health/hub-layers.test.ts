import { describe, expect, test } from 'vitest';
import { api } from '../../src/health/checks/api.ts';
import { dns } from '../../src/health/checks/dns.ts';
import { http } from '../../src/health/checks/http.ts';
import { server } from '../../src/health/checks/server.ts';
import { token } from '../../src/health/checks/token.ts';
import { runCheck } from '../../src/health/run-check.ts';
import { HEALTH_USER } from '../../src/health/visit.ts';
import { inTurn, json, type Route, startFakeHub, text } from './support/fake-hub.ts';
import { SECRET, tryCheck, visitOf } from './support/visit.ts';

const owner = (...scopes: string[]): Route => json(200, { kind: 'service', name: 'hub-health', scopes });
const mine = (scope: string): string => `${scope}!user=${HEALTH_USER}`;

const tryAt = async (address: string, check = http) => {
  const visit = visitOf(new URL(address));
  const stop = new AbortController().signal;
  const result = await runCheck(check, visit, { limit: { seconds: 5, attempts: 1 }, stop, listener: () => {} });
  await visit.http.close();
  return result;
};

describe('the http layer', () => {
  test('says that nothing listens where the hub should be', async () => {
    const hub = await startFakeHub();
    await hub.close();
    expect(await tryAt(hub.url.href)).toMatchObject({
      verdict: 'fail',
      cause: 'nothing listens there (connection refused)',
    });
  });

  test.each([
    { says: 'the proxy when the hub is down', route: text(503, '<h1>503</h1>'), status: 503 },
    { says: 'another server', route: text(404, 'nothing here'), status: 404 },
    { says: 'a server that sends users elsewhere', route: text(302, '', { location: '/other' }), status: 302 },
  ])('fails on what $says answers', async ({ route, status }) => {
    const { result, requests } = await tryCheck(http, { 'GET /hub/health': route });
    expect(result).toMatchObject({ verdict: 'fail', cause: `/hub/health was answered with status ${status}` });
    expect(requests.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test('reads no endless answer', async () => {
    const { result } = await tryCheck(http, { 'GET /hub/health': text(200, 'x'.repeat(2_000_000)) });
    expect(result).toMatchObject({ verdict: 'fail', cause: 'the answer is larger than 1048576 bytes' });
  });
});

describe('the dns layer', () => {
  test('says that a name does not resolve', async () => {
    const { verdict, cause } = await tryAt('https://hub.invalid/', dns);
    expect(verdict).toBe('fail');
    // Without a network the name server does not answer instead.
    expect(['the name does not resolve', 'the name server does not answer']).toContain(cause);
  });

  test.each([
    ['http://127.0.0.1:8000/', '127.0.0.1 is an address'],
    ['http://[::1]:8000/', '::1 is an address'],
  ])('has nothing to ask for %s', async (address, detail) => {
    expect(await tryAt(address, dns)).toMatchObject({ verdict: 'pass', detail });
  });
});

describe('the api layer', () => {
  test.each([
    { answer: 'HTML', route: text(200, '<html>Sign in</html>'), got: '<html>Sign in</html>' },
    { answer: 'other JSON', route: json(200, { ok: true }), got: '{"ok":true}' },
  ])('fails on $answer', async ({ route, got }) => {
    const { result } = await tryCheck(api, { 'GET /hub/api/': route });
    expect(result.cause).toBe(`the API was answered with something that is not JupyterHub's: ${got}`);
  });

  test('shows no control characters of the hub, and no token that it echoes', async () => {
    const route = text(200, `\u001b[31m${SECRET}\u0007\n${SECRET.repeat(3)}`);
    const { result } = await tryCheck(api, { 'GET /hub/api/': route });
    expect(result.cause).toBe("the API was answered with something that is not JupyterHub's: *** *********");
  });
});

describe('the token layer', () => {
  test.each([
    {
      when: 'it has the narrow role',
      route: owner(mine('admin:users'), mine('servers'), mine('access:servers'), 'read:hub'),
      expected: ['pass', undefined],
    },
    {
      when: 'it may do more',
      route: owner('admin:users', 'servers', 'access:servers'),
      expected: ['warn', 'the token may do more than a check needs: access:servers, admin:users, servers'],
    },
    {
      when: 'it may not reach servers',
      route: owner(mine('admin:users'), mine('servers')),
      expected: ['fail', `the token of service hub-health lacks access:servers for ${HEALTH_USER}`],
    },
    {
      when: 'it is for another user',
      route: owner('admin:users!user=other', mine('servers'), mine('access:servers')),
      expected: ['fail', `the token of service hub-health lacks admin:users for ${HEALTH_USER}`],
    },
    { when: 'it is refused', route: json(403, {}), expected: ['fail', 'the hub refuses the token'] },
  ])('judges a token when $when', async ({ route, expected }) => {
    const { result, requests } = await tryCheck(token, { 'GET /hub/api/user': route });
    expect([result.verdict, result.cause]).toEqual(expected);
    expect(requests.map(({ authorization }) => authorization)).toEqual([`token ${SECRET}`]);
  });
});

describe('the server layer', () => {
  const API = `GET /user/${HEALTH_USER}/api`;

  test('waits until the proxy knows the server', async () => {
    const later = inTurn(text(503, ''), json(200, { version: '2.14.0' }));
    expect((await tryCheck(server, { [API]: later })).result).toMatchObject({
      verdict: 'pass',
      detail: 'server 2.14.0',
    });
  });

  test.each<[Route, string]>([
    [text(302, '', { location: '/hub/api/oauth2/authorize' }), 'the server does not accept the token (status 302)'],
    [json(403, {}), 'the server does not accept the token (status 403)'],
    [json(500, { message: 'disk full' }), 'the server was answered with status 500: disk full'],
    [text(200, '<html>'), 'what answers is no Jupyter server: <html>'],
  ])('fails at once on an answer that will not change: %#', async (route, cause) => {
    expect((await tryCheck(server, { [API]: route })).result).toMatchObject({ verdict: 'fail', cause });
  });
});
