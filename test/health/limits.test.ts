import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layers } from '../../src/health/layer.ts';
import { changedLimits, defaultLimits } from '../../src/health/limits.ts';

describe('the limits of layers', () => {
  test('are those that the documentation tells', () => {
    const page = readFileSync('docs/how-to/verify-a-hub.md', 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \| .* \| (\d+) \| (\d+) \|$/gm)].map(([, ...row]) => row.join(' '));
    expect(rows).toEqual(
      layers.map((layer) => `${layer} ${defaultLimits[layer].seconds} ${defaultLimits[layer].attempts}`),
    );
    expect(page).toContain(`may take ${defaultLimits.totalSeconds} seconds`);
  });

  test('change where the command line says so, and nowhere else', () => {
    const changed = changedLimits({ spawn: 900, total: 3600 }, { http: 1 });
    expect(changed).toEqual({
      ...defaultLimits,
      spawn: { seconds: 900, attempts: 1 },
      http: { seconds: 10, attempts: 1 },
      totalSeconds: 3600,
    });
  });

  test.each([
    { start: 900, seconds: {}, spawn: 900, total: 1500 },
    { start: 300, seconds: {}, spawn: 300, total: 1200 },
    { start: 900, seconds: { spawn: 60 }, spawn: 60, total: 1500 },
    { start: 900, seconds: { total: 100 }, spawn: 900, total: 100 },
  ])('give a start the $start seconds that the hub gives it, unless $seconds is said', ({ start, ...row }) => {
    const { spawn, totalSeconds } = changedLimits(row.seconds, {}, start);
    expect([spawn, totalSeconds]).toEqual([{ seconds: row.spawn, attempts: 1 }, row.total]);
  });
});
