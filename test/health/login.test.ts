import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Authentication } from '../../src/fleet/schema/authentication.ts';
import { login } from '../../src/health/checks/login.ts';
import { type FakeHub, json, type Route, startFakeHub, text } from './support/fake-hub.ts';
import { SECRET, tryCheck } from './support/visit.ts';

const LOGIN = 'GET /hub/login';
const OAUTH = 'GET /hub/oauth_login';

const sharedPassword: Authentication = { kind: 'sharedPassword', password: 'variable:password' };
const temporary: Authentication = { kind: 'temporary', allowEveryoneBecause: 'a day of open doors' };
const github: Authentication = {
  kind: 'github',
  clientId: 'Iv1.0a1b2c',
  clientSecret: 'variable:secret',
  organizations: ['atlas'],
};

describe('the login layer of a form', () => {
  test.each([
    { login: undefined, page: text(200, '<form>'), cause: undefined },
    { login: undefined, page: text(302, '', { location: '/hub/oauth_login' }), cause: undefined },
    { login: undefined, page: text(500, ''), cause: 'the login page was answered with status 500' },
    { login: sharedPassword, page: text(200, '<input type="password">'), cause: undefined },
    {
      login: sharedPassword,
      page: text(200, '<a href="/hub/oauth_login">'),
      cause: 'the hub asks for no password, but its file declares sharedPassword',
    },
    { login: temporary, page: text(302, '', { location: '/hub/tmplogin' }), cause: undefined },
    {
      login: temporary,
      page: text(200, '<form>'),
      cause: 'the hub shows a login page, but its file declares temporary',
    },
  ])('compares the page with $login.kind: $cause', async ({ login: authentication, page, cause }) => {
    const { result, requests } = await tryCheck(login, { [LOGIN]: page }, authentication && { authentication });
    expect([result.verdict, result.cause]).toEqual([cause === undefined ? 'pass' : 'fail', cause]);
    expect(requests).toEqual([{ line: LOGIN, authorization: undefined }]);
  });
});

describe('the login layer of an OAuth provider', () => {
  let provider: FakeHub;
  let answer: Route;

  beforeEach(async () => {
    answer = text(302, '', { location: '/sign-in' });
    provider = await startFakeHub({ 'GET /authorize': (request, response) => answer(request, response) });
  });
  afterEach(() => provider.close());

  const declared = (): Authentication => ({
    kind: 'oauth',
    clientId: 'atlas-hub',
    clientSecret: 'variable:secret',
    authorizeUrl: new URL('authorize', provider.url).href,
    tokenUrl: 'https://login.example/token',
    userdataUrl: 'https://login.example/me',
    usernameClaim: 'email',
    scopes: [],
    allowedUsers: ['ada'],
  });

  /** Sends users to the provider as the hub does, with the address of the hub that was asked. */
  const sends =
    (query: Record<string, string> = {}): Route =>
    (request, response) => {
      const there = new URL('authorize', provider.url);
      const own = { client_id: 'atlas-hub', redirect_uri: `http://${request.headers.host}/hub/oauth_callback` };
      there.search = new URLSearchParams({ ...own, ...query }).toString();
      text(302, '', { location: there.href })(request, response);
    };

  test('follows users to the provider, without the token', async () => {
    const { result } = await tryCheck(login, { [OAUTH]: sends() }, { authentication: declared() });
    expect(result).toMatchObject({ verdict: 'pass', detail: `${provider.url.host} asks users to log in` });
    expect(provider.requests).toEqual([{ line: 'GET /authorize', authorization: undefined }]);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  test('fails when the provider does not know the client', async () => {
    answer = json(400, { error: 'invalid_client' });
    const { result } = await tryCheck(login, { [OAUTH]: sends() }, { authentication: declared() });
    expect(result.cause).toBe(`${provider.url.host} answers status 400 to this hub's users`);
  });

  test('fails when the provider cannot be reached', async () => {
    const authentication = declared();
    await provider.close();
    const { result } = await tryCheck(login, { [OAUTH]: sends() }, { authentication });
    expect(result.cause).toBe(`${provider.url.host} cannot be reached: nothing listens there (connection refused)`);
  });

  test.each<{ query: Record<string, string>; cause: string | RegExp }>([
    { query: { client_id: 'old' }, cause: 'sends the client_id old instead of atlas-hub' },
    {
      query: { redirect_uri: 'https://old.example/hub/oauth_callback' },
      cause: /^sends the redirect_uri https:\/\/old\.example\/hub\/oauth_callback instead of http:/,
    },
  ])('fails when the running hub is not that of the file: $query', async ({ query, cause }) => {
    const { result } = await tryCheck(login, { [OAUTH]: sends(query) }, { authentication: declared() });
    expect(result.cause).toMatch(cause);
    expect(provider.requests).toEqual([]);
  });

  test('fails when users are sent to another provider than declared', async () => {
    const { result } = await tryCheck(login, { [OAUTH]: sends() }, { authentication: github });
    const there = provider.url.origin;
    expect(result.cause).toBe(
      `the hub sends users to ${there} instead of https://github.com, but its file declares github`,
    );
  });

  test('fails when the hub has no such login', async () => {
    const { result } = await tryCheck(login, {}, { authentication: github });
    expect(result.cause).toBe('the hub answers status 404 at /hub/oauth_login, but its file declares github');
  });
});
