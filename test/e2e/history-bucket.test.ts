import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openHistory } from '../../src/health/history/open-history.ts';
import { S3Objects } from '../../src/health/history/s3-objects.ts';
import { checkOn } from '../health/support/results.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';

const motoServer = findMoto();

const logAt = (place: string, day = '2026-11-22') =>
  openHistory(place, { cwd: '/', now: () => new Date(`${day}T04:00:00.000Z`) });

describe.skipIf(!motoServer)('a history on S3', () => {
  let moto: Moto;
  let bucket: StateBucket;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
    bucket = await StateBucket.create(moto, 'odc-health');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await moto.stop();
  });

  test('loses nothing of runs that end at once, and is read by their time', async () => {
    const days = Array.from({ length: 20 }, (_, index) => index + 1);
    await Promise.all(
      days.map(async (day) => {
        const log = await logAt('s3://odc-health/checks', `2026-11-${String(day).padStart(2, '0')}`);
        await log.append([checkOn(day)]);
      }),
    );
    expect(await bucket.keys()).toHaveLength(20);
    const { entries, unreadable } = await (await logAt('s3://odc-health/checks')).read();
    expect(entries.map(({ startedAt }) => Number(startedAt.slice(8, 10)))).toEqual(days);
    expect(unreadable).toEqual([]);
  });

  test('is read as far back as three months', async () => {
    for (const day of ['2026-08-21', '2026-08-23'])
      await (await logAt('s3://odc-health/old', day)).append([checkOn(1)]);
    expect((await (await logAt('s3://odc-health/old')).read()).entries).toHaveLength(1);
  });

  test('is listed in parts, as S3 names a thousand objects at once', async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    await Promise.all(keys.map((key) => bucket.put(key, '')));
    const objects = new S3Objects('odc-health');
    expect(await objects.list('many/', 'many/', 5000)).toEqual(keys);
    expect(await objects.list('many/', 'many/0998', 5000)).toEqual(keys.slice(-2));
    expect(await objects.list('many/', 'many/', 1)).toEqual(keys.slice(0, 1));
  });

  test('names the lines that it cannot read', async () => {
    await bucket.put('cut/2026-11-20.jsonl', `${JSON.stringify(checkOn(20))}\n{"hub": "res`);
    expect((await (await logAt('s3://odc-health/cut')).read()).unreadable).toEqual(['2026-11-20.jsonl:2']);
  });

  test('says early that there is no such bucket', async () => {
    await expect((await logAt('s3://odc-nowhere/x')).prepare()).rejects.toThrow('there is no bucket odc-nowhere on S3');
  });
});
