import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openHistory } from '../../../src/health/history/open-history.ts';
import { type GoogleStorage, startGoogleStorage } from '../support/google-storage.ts';
import { checkOn } from '../support/results.ts';

const logAt = (place: string, day = '2026-11-22') =>
  openHistory(place, { cwd: '/', now: () => new Date(`${day}T04:00:00.000Z`) });

const days = (entries: readonly { startedAt: string }[]) => entries.map(({ startedAt }) => startedAt.slice(8, 10));

describe('a history on Cloud Storage', () => {
  let storage: GoogleStorage;

  beforeEach(async () => {
    storage = await startGoogleStorage('odc-health');
    vi.stubEnv('STORAGE_EMULATOR_HOST', `http://${storage.host}`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await storage.close();
  });

  test('is an object for each run, named by its time, and read in this order', async () => {
    for (const day of [3, 1, 2]) {
      await (await logAt('gs://odc-health/checks', `2026-11-0${day}`)).append([checkOn(day), checkOn(day)]);
    }
    expect([...storage.objects.keys()].map((key) => key.replace(/[0-9a-f-]{36}\.jsonl$/, 'ID'))).toEqual([
      'checks/2026-11-03T04-00-00.000Z-ID',
      'checks/2026-11-01T04-00-00.000Z-ID',
      'checks/2026-11-02T04-00-00.000Z-ID',
    ]);
    const { entries, unreadable } = await (await logAt('gs://odc-health/checks')).read();
    expect(days(entries)).toEqual(['01', '01', '02', '02', '03', '03']);
    expect(unreadable).toEqual([]);
  });

  test('loses nothing of runs that end at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await logAt('gs://odc-health')).append([checkOn(index + 1)])),
    );
    expect((await (await logAt('gs://odc-health')).read()).entries).toHaveLength(20);
  });

  test('is read as far back as three months, and beside other objects', async () => {
    await (await logAt('gs://odc-health/checks', '2026-08-21')).append([checkOn(1)]);
    await (await logAt('gs://odc-health/checks', '2026-08-23')).append([checkOn(2)]);
    await (await logAt('gs://odc-health/checks-of-others')).append([checkOn(3)]);
    storage.objects.set('checks/2026-11-01-notes.txt', 'no log');
    expect(days((await (await logAt('gs://odc-health/checks')).read()).entries)).toEqual(['02']);
  });

  test('names the lines that it cannot read', async () => {
    storage.objects.set('checks/2026-11-20-cut.jsonl', `${JSON.stringify(checkOn(20))}\n{"hub": "res`);
    const { entries, unreadable } = await (await logAt('gs://odc-health/checks/')).read();
    expect(days(entries)).toEqual(['20']);
    expect(unreadable).toEqual(['2026-11-20-cut.jsonl:2']);
  });

  test('outlives a service that stumbles, and writes once even when it did not say so', async () => {
    storage.troubles.push({ status: 503 }, { status: 503, after: true });
    await (await logAt('gs://odc-health')).append([checkOn(1)]);
    expect(storage.calls).toHaveLength(3);
    expect(storage.objects.size).toBe(1);
  });

  test('is not written when there is nothing to write', async () => {
    await (await logAt('gs://odc-health')).append([]);
    expect(storage.calls).toEqual([]);
  });

  test.each([
    {
      what: 'there is no such bucket',
      place: 'gs://odc-other',
      trouble: [],
      says: 'there is no bucket odc-other on Cloud Storage, or not this object',
    },
    {
      what: 'it goes on stumbling',
      place: 'gs://odc-health',
      trouble: [429, 500, 502, 503],
      says: 'Cloud Storage answered for bucket odc-health with status 503',
    },
  ])('says early that $what', async ({ place, trouble, says }) => {
    storage.troubles.push(...trouble.map((status) => ({ status })));
    await expect((await logAt(place)).prepare()).rejects.toThrow(says);
  });

  test('may be written by one who may not look into it', async () => {
    storage.troubles.push({ status: 403 });
    const log = await logAt('gs://odc-health');
    await log.prepare();
    storage.troubles.push({ status: 403 });
    await expect(log.read()).rejects.toThrow('Cloud Storage answered for bucket odc-health with status 403');
  });
});

test('a pod of GKE writes with the identity that its metadata server knows', async () => {
  const storage = await startGoogleStorage('odc-health', 'token-of-the-pod');
  vi.stubEnv('GCE_METADATA_HOST', storage.host);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined);
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE', `http://${storage.host}/`);
  try {
    const log = await logAt('gs://odc-health');
    await log.append([checkOn(1)]);
    expect(days((await log.read()).entries)).toEqual(['01']);
    expect(storage.calls).toContain('GET /computeMetadata/v1/instance/service-accounts/default/token');
  } finally {
    vi.unstubAllEnvs();
    await storage.close();
  }
});

test.each([
  {
    place: 'ftp://odc/x',
    says: 'is no place for a history, got ftp://odc/x; give a file, s3://bucket/prefix or gs://bucket/prefix',
  },
  { place: 's3:///x', says: 'names no bucket, got s3:///x; write it as s3://bucket/prefix' },
  { place: 'gs://Bad_/x', says: 'names no bucket, got gs://Bad_/x; write it as gs://bucket/prefix' },
])('a history is not at $place', async ({ place, says }) => {
  await expect(logAt(place)).rejects.toThrow(new RangeError(says));
});
