import { describe, expect, test } from 'vitest';
import { Stopped } from '../../src/health/health-failure.ts';
import { defaultLimits } from '../../src/health/limits.ts';
import { Token } from '../../src/health/token.ts';
import { verifyHub } from '../../src/health/verify-hub.ts';
import { events, inTurn, json, type Route, startFakeHub, text, userPath } from './support/fake-hub.ts';
import { exampleChoice, exampleTarget, onceEach, SECRET, verifyFake } from './support/visit.ts';

const silent: Route = () => {};

const USER = `GET ${userPath()}`;
const busy = json(200, { name: 'u', servers: { '': { ready: true, pending: null } } });
const missing = json(404, {});

describe('a check of a hub', () => {
  test('does the layers in order, and those alone that can still be done after a failure', async () => {
    const { result } = await verifyFake({});
    expect(result.layers.map(({ layer, verdict, cause }) => `${layer} ${verdict}: ${cause ?? ''}`.trim())).toEqual([
      'dns pass:',
      'http pass:',
      'api pass:',
      'login pass:',
      'token pass:',
      'user pass:',
      'spawn pass:',
      'server pass:',
      'kernel fail: Not Found',
      'notebook skip: needs kernel',
      'home skip: needs kernel',
      'stop pass:',
      'cleanup pass:',
    ]);
    expect(result).toMatchObject({ cluster: 'atlas', hub: 'research', version: '5.5.1', verdict: 'unhealthy' });
  });

  test('sends the token in a header of the API and nowhere else', async () => {
    const { requests } = await verifyFake({});
    expect(requests.filter(({ line }) => line.includes(SECRET))).toEqual([]);
    const open = requests.filter(({ authorization }) => authorization === undefined).map(({ line }) => line);
    expect(open).toEqual(['GET /hub/health', 'GET /hub/api/', 'GET /hub/login']);
  });

  test('tries no server when the login alone is broken, but says so', async () => {
    const { result } = await verifyFake({ 'GET /hub/login': text(500, '') });
    const failed = result.layers.filter(({ verdict }) => verdict === 'fail').map(({ layer }) => layer);
    expect(failed).toEqual(['login', 'kernel']);
    expect(result.layers.find(({ layer }) => layer === 'spawn')?.verdict).toBe('pass');
  });

  test('tries a layer again that answered badly once, and counts the attempts', async () => {
    const limits = { ...onceEach(), http: { seconds: 5, attempts: 2 } };
    const { result } = await verifyFake({ 'GET /hub/health': inTurn(text(502, ''), text(200, '')) }, { limits });
    expect(result.layers.find(({ layer }) => layer === 'http')).toMatchObject({ verdict: 'pass', attempts: 2 });
  });

  test('never tries a failed start again: some of them in a row end a hub', () => {
    expect(defaultLimits.spawn.attempts).toBe(1);
  });

  test('gives up a layer after its time', async () => {
    const { result } = await verifyFake({ 'GET /hub/health': silent }, { limits: onceEach({ http: 0.2 }) });
    expect(result.layers[1]).toMatchObject({ layer: 'http', verdict: 'fail', cause: 'was not done within 0.2 s' });
    expect(result.layers.slice(2).every(({ cause }) => cause === 'needs http')).toBe(true);
  });

  test('gives up after the time for all layers, and still cleans up', async () => {
    const { result, requests } = await verifyFake(
      { [`GET ${userPath('/server/progress')}`]: silent },
      {
        limits: onceEach({}, 1),
      },
    );
    expect(result.layers.find(({ layer }) => layer === 'spawn')).toMatchObject({
      verdict: 'fail',
      cause: 'the 1 s for all layers were over',
    });
    expect(requests.at(-1)?.line).toBe(`DELETE ${userPath()}`);
  });

  test('says what stays when the server does not stop', async () => {
    const stays = json(202, undefined);
    const routes = { [USER]: inTurn(missing, busy), [`DELETE ${userPath('/server')}`]: stays };
    const { result } = await verifyFake(routes, { limits: onceEach({ stop: 0.5, cleanup: 0.5 }) });
    const ends = result.layers.slice(-2).map(({ layer, verdict, cause }) => [layer, verdict, cause]);
    expect(ends).toEqual([
      ['stop', 'fail', 'was not done within 0.5 s'],
      ['cleanup', 'fail', 'was not done within 0.5 s'],
    ]);
  });

  test('starts no second profile while the server of the first one stays', async () => {
    const routes = { [USER]: inTurn(missing, busy), [`DELETE ${userPath('/server')}`]: json(202, undefined) };
    const choices = [exampleChoice, { ...exampleChoice, label: 'large' }];
    const limits = onceEach({ stop: 0.5, cleanup: 0.5 });
    const { result } = await verifyFake(routes, { limits, target: { choices } });
    const large = result.layers.filter(({ choice }) => choice === 'large');
    expect(large[0]).toMatchObject({ layer: 'spawn', verdict: 'skip', cause: 'needs stop' });
  });

  test('forgets what one profile broke before it starts the next', async () => {
    const failed = events({ failed: true, message: 'no node' });
    const ready = events({ ready: true, url: '/user/deployment-service-check/' });
    const routes = { [`GET ${userPath('/server/progress')}`]: inTurn(failed, ready) };
    const choices = [exampleChoice, { ...exampleChoice, label: 'large' }];
    const { result } = await verifyFake(routes, { target: { choices } });
    const spawns = result.layers.filter(({ layer }) => layer === 'spawn');
    expect(spawns.map(({ choice, verdict }) => [choice, verdict])).toEqual([
      ['small', 'fail'],
      ['large', 'pass'],
    ]);
  });

  test('leaves out a profile that only members of a group may choose', async () => {
    const choices = [{ ...exampleChoice, onlyGroups: ['atlas:large'] }];
    const { result, requests } = await verifyFake({}, { target: { choices } });
    const spawn = { layer: 'spawn', verdict: 'skip', cause: 'only members of atlas:large may choose it' };
    expect(result.layers.filter(({ choice }) => choice === 'small')).toMatchObject([spawn]);
    expect(requests.some(({ line }) => line.endsWith('/server'))).toBe(false);
  });

  test('begins nothing when it is interrupted before, and cleans up nothing either', async () => {
    const hub = await startFakeHub();
    const result = await verifyHub(exampleTarget(hub.url), {
      token: new Token(SECRET),
      certificateDays: 14,
      limits: onceEach(),
      interrupted: AbortSignal.abort(new Stopped('interrupted', 'interrupted')),
      hurried: new AbortController().signal,
      listener: () => {},
      now: () => new Date('2026-11-22T00:00:00Z'),
    });
    await hub.close();
    expect(result.verdict).toBe('interrupted');
    expect(new Set(result.layers.map(({ verdict, cause }) => `${verdict} ${cause}`))).toEqual(
      new Set(['skip interrupted']),
    );
    expect(hub.requests).toEqual([]);
  });
});
