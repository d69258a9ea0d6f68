import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { http } from '../../src/health/checks/http.ts';
import { tls } from '../../src/health/checks/tls.ts';
import type { LayerResult } from '../../src/health/result.ts';
import { runCheck } from '../../src/health/run-check.ts';
import { type Authority, type Certificate, findOpenssl, makeAuthority } from './support/certificates.ts';
import { type FakeHub, startFakeHub } from './support/fake-hub.ts';
import { startTlsTunnel } from './support/tls-tunnel.ts';
import { visitOf } from './support/visit.ts';

const openssl = findOpenssl();

describe.skipIf(!openssl)('the tls layer', () => {
  let authority: Authority;
  let hub: FakeHub;

  beforeAll(async () => {
    authority = makeAuthority(openssl as string);
    hub = await startFakeHub();
  });
  afterAll(async () => {
    authority.remove();
    await hub.close();
  });

  const tryWith = async (certificate: Certificate, authorities?: string, check = tls): Promise<LayerResult> => {
    const tunnel = await startTlsTunnel(certificate, Number(hub.url.port));
    const visit = visitOf(new URL(`https://127.0.0.1:${tunnel.port}/`), {}, authorities);
    const stop = new AbortController().signal;
    const result = await runCheck(check, visit, { limit: { seconds: 5, attempts: 1 }, stop, listener: () => {} });
    await visit.http.close();
    tunnel.close();
    return result;
  };

  const day = (days: number): string => new Date(Date.now() + days * 86_400_000 + 3_600_000).toISOString().slice(0, 10);

  test.each([
    { days: 14, verdict: 'pass', cause: undefined },
    { days: 13, verdict: 'warn', cause: 'the certificate ends in 13 days and was not renewed' },
  ])('finds a certificate with $days days left a $verdict', async ({ days, verdict, cause }) => {
    const result = await tryWith(authority.issue('127.0.0.1', -1, days), authority.cert);
    const detail = `valid until ${day(days)} (${days} days), issued by Test Authority, 2 in chain`;
    expect([result.verdict, result.cause]).toEqual([verdict, cause]);
    expect(result.detail).toBe(detail);
  });

  test.each([
    { what: 'has ended', name: '127.0.0.1', from: -9, to: -2, cause: () => `the certificate ended on ${day(-2)}` },
    { what: 'begins later', name: '127.0.0.1', from: 1, to: 9, cause: () => /^the certificate is valid only from / },
    {
      what: 'is for another name',
      name: 'other.example',
      from: -1,
      to: 60,
      cause: () => 'the certificate is for DNS:other.example',
    },
  ])('fails when the certificate $what', async ({ name, from, to, cause }) => {
    const result = await tryWith(authority.issue(name, from, to), authority.cert);
    expect(result.verdict).toBe('fail');
    expect(result.cause).toMatch(cause());
  });

  test('fails when nobody trusts the authority, and names it', async () => {
    const result = await tryWith(authority.issue('127.0.0.1', -1, 60));
    expect(result.verdict).toBe('fail');
    expect(result.cause).toBe('no trusted authority vouches for the certificate, issued by Test Authority');
  });

  test('is no mere warning: requests refuse the certificate as well', async () => {
    const before = hub.requests.length;
    const result = await tryWith(authority.issue('127.0.0.1', -9, -2), authority.cert, http);
    expect(result).toMatchObject({ verdict: 'fail', cause: 'certificate has expired' });
    expect(hub.requests).toHaveLength(before);
  });
});
