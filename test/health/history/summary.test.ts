import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileHistory } from '../../../src/health/history/file-history.ts';
import { summarizeHistory } from '../../../src/health/history/summary.ts';
import type { HubResult, LayerResult } from '../../../src/health/result.ts';
import { checkOn as check, spawned as spawn } from '../support/results.ts';

const broken: LayerResult = { layer: 'http', verdict: 'fail', seconds: 1, attempts: 3, cause: 'status 503' };

const failed = (day: number): HubResult => check(day, { verdict: 'unhealthy', layers: [broken] });

describe('a history file', () => {
  let file: string;

  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'hubfleet-history-')), 'health.jsonl');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  test('gives back what was added, in order', async () => {
    await new FileHistory(file).append([check(1), check(2)]);
    await new FileHistory(file).append([failed(3)]);
    const { entries, unreadable } = await new FileHistory(file).read();
    expect(entries.map(({ startedAt }) => startedAt.slice(8, 10))).toEqual(['01', '02', '03']);
    expect(unreadable).toEqual([]);
  });

  test('is made when nothing is to be added, so that a wrong path is known early', async () => {
    await new FileHistory(file).append([]);
    expect(readFileSync(file, 'utf8')).toBe('');
    await expect(new FileHistory(join(file, 'below')).append([])).rejects.toThrow('ENOTDIR');
  });

  test('outlives a line that was cut off', async () => {
    await new FileHistory(file).append([check(1)]);
    appendFileSync(file, '{"hub": "resea');
    await new FileHistory(file).append([check(2)]);
    const { entries, unreadable } = await new FileHistory(file).read();
    expect(entries).toHaveLength(2);
    expect(unreadable).toEqual(['2']);
  });

  test('keeps no events, which may be long', async () => {
    await new FileHistory(file).append([check(1, { layers: [spawn({ events: ['a node started'] })] })]);
    expect(readFileSync(file, 'utf8')).not.toContain('a node started');
  });
});

describe('the summary of a history', () => {
  test('says when a hub was well for the last time, and what is wrong since', () => {
    expect(summarizeHistory([check(1), failed(2), failed(3)])).toMatchObject([
      {
        hub: 'atlas/research',
        checks: 3,
        failed: 2,
        lastVerdict: 'unhealthy',
        lastGood: '2026-11-01T08:00:00.000Z',
        failedSince: 2,
        lastCauses: ['http: status 503'],
      },
    ]);
  });

  test('knows no last good check of a hub that never had one', () => {
    const [summary] = summarizeHistory([failed(1)]);
    expect(summary).toMatchObject({ failedSince: 1 });
    expect(summary).not.toHaveProperty('lastGood');
  });

  test.each([
    { when: 'nothing went wrong', checks: [check(1), check(2)], rate: 0 },
    { when: 'a failure stands between two good checks', checks: [check(1), failed(2), check(3), check(4)], rate: 0.25 },
    { when: 'failures follow each other', checks: [check(1), failed(2), failed(3), check(4)], rate: 0 },
    { when: 'the last check failed', checks: [check(1), failed(2)], rate: 0 },
    {
      when: 'a layer needed another attempt',
      checks: [check(1), check(2, { layers: [spawn({ attempts: 2 })] })],
      rate: 0.5,
    },
  ])('finds flakes when $when', ({ checks, rate }) => {
    expect(summarizeHistory(checks)[0]?.flakeRate).toBe(rate);
  });

  test('puts checks in the order of time, and leaves out interrupted ones', () => {
    const [summary] = summarizeHistory([failed(3), check(1), check(4, { verdict: 'interrupted' })]);
    expect(summary).toMatchObject({ checks: 2, lastVerdict: 'unhealthy', lastChecked: '2026-11-03T08:00:00.000Z' });
  });

  test('sorts hubs by name', () => {
    const hubs = summarizeHistory([check(1, { hub: 'staging' }), check(1), check(1, { cluster: 'lyra' })]);
    expect(hubs.map(({ hub }) => hub)).toEqual(['atlas/research', 'atlas/staging', 'lyra/research']);
  });

  test('compares start times with earlier ones, by profile', () => {
    const times = [40, 42, 41, 40, 39, 60, 62, 61, 80, 60];
    const checks = times.map((seconds, index) => check(index + 1, { layers: [spawn({ seconds })] }));
    const [summary] = summarizeHistory(checks);
    expect(summary?.starts).toEqual([
      {
        choice: 'small',
        starts: 10,
        lastSeconds: 60,
        recentSeconds: 61,
        earlierSeconds: 40,
        change: 61 / 40 - 1,
      },
    ]);
  });

  test('tells no trend from too few starts, and counts failed ones in no median', () => {
    const slow = spawn({ verdict: 'fail', seconds: 600 });
    const checks = [check(1), check(2, { verdict: 'unhealthy', layers: [slow] }), check(3)];
    expect(summarizeHistory(checks)[0]?.starts).toEqual([
      { choice: 'small', starts: 2, lastSeconds: 40, recentSeconds: 40 },
    ]);
  });
});
