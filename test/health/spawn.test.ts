import { describe, expect, test } from 'vitest';
import { spawn } from '../../src/health/checks/spawn.ts';
import { events, inTurn, json, type Route, text, userPath } from './support/fake-hub.ts';
import { exampleChoice, tryCheck } from './support/visit.ts';

const PROGRESS = `GET ${userPath('/server/progress')}`;
const START = `POST ${userPath('/server')}`;
const USER = `GET ${userPath()}`;

const starting = json(200, { name: 'u', servers: { '': { ready: false, pending: 'spawn' } } });
const running = json(200, { name: 'u', servers: { '': { ready: true, pending: null, url: '/user/u/' } } });
const gone = json(200, { name: 'u', servers: {} });

const warning = { progress: 30, message: '[Warning] 0/3 nodes are available: 3 Insufficient memory.' };

describe('the spawn layer', () => {
  test('tells the hub the options of the profile choice', async () => {
    let body = '';
    const start: Route = (request, response) => {
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => json(202, undefined)(request, response));
    };
    const choice = { ...exampleChoice, userOptions: { profile: 'small', image: 'r' } };
    const { result } = await tryCheck(spawn, { [START]: start }, { choices: [choice] });
    expect(result).toMatchObject({ verdict: 'pass', detail: 'runs with profile small, image r' });
    expect(JSON.parse(body)).toEqual({ profile: 'small', image: 'r' });
  });

  test('names the last telling event beside the words of the hub', async () => {
    const failed = { progress: 100, failed: true, message: 'Spawn failed: Timeout' };
    const { result } = await tryCheck(spawn, { [PROGRESS]: events(warning, { message: 'waiting' }, failed) });
    expect(result).toMatchObject({
      verdict: 'fail',
      cause: `Spawn failed: Timeout; before that: ${warning.message}`,
      events: [`30 % ${warning.message}`, 'waiting'],
    });
  });

  test('asks again when the stream breaks, and repeats no event', async () => {
    const ready = { ready: true, message: 'ready', url: '/user/u/' };
    const routes = { [PROGRESS]: inTurn(events(warning), events(warning, ready)), [USER]: starting };
    const { result, requests } = await tryCheck(spawn, routes);
    expect(result.verdict).toBe('pass');
    expect(requests.filter(({ line }) => line === PROGRESS)).toHaveLength(2);
  });

  test.each([
    { when: 'the server runs when nobody follows it any more', user: running, verdict: 'pass', cause: undefined },
    {
      when: 'the hub forgot the start',
      user: gone,
      verdict: 'fail',
      cause: 'the hub gave up the start without saying why',
    },
  ])('looks at the user when $when', async ({ user, verdict, cause }) => {
    const { result } = await tryCheck(spawn, { [PROGRESS]: json(400, { message: 'not starting' }), [USER]: user });
    expect([result.verdict, result.cause]).toEqual([verdict, cause]);
  });

  test.each([
    {
      when: 'the hub refuses the start',
      routes: { [START]: json(400, { status: 400, message: 'No such profile: large' }) },
      cause: 'starting the server was answered with status 400: No such profile: large',
    },
    {
      when: 'the server would be on another host',
      routes: { [PROGRESS]: events({ ready: true, url: 'https://evil.example/user/u/' }) },
      cause: 'the server is at https://evil.example, not on the hub',
    },
    {
      when: 'a line of the stream has no end',
      routes: { [PROGRESS]: text(200, `data: ${'x'.repeat(200_000)}`) },
      cause: 'a line of the event stream has more than 65536 characters',
    },
    {
      when: 'the token may not follow the start',
      routes: { [PROGRESS]: json(403, { message: 'Forbidden' }) },
      cause: 'following the start was answered with status 403: Forbidden',
    },
  ])('fails when $when', async ({ routes, cause }) => {
    const { result } = await tryCheck(spawn, routes);
    expect(result).toMatchObject({ verdict: 'fail', cause });
  });

  test('leaves out what is no event', async () => {
    const broken: Route = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        ': alive\n\ndata: {"progress": \n\ndata: [1]\n\ndata: {"ready": true,\ndata: "url": "/user/u/"}\n\n',
      );
    };
    expect((await tryCheck(spawn, { [PROGRESS]: broken })).result.verdict).toBe('pass');
  });
});
