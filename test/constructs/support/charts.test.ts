import { describe, expect, test } from 'vitest';
import { type ChartPin, supportCharts } from '../../../constructs/src/support/charts.ts';

const pins = Object.entries(supportCharts as Record<string, ChartPin>);

/** The numbers of a version, for comparing. */
const numbers = (version: string) => version.replace(/^v/, '').split(/[.-]/).map(Number);

function isAtLeast(version: string, least: string): boolean {
  const [ours, theirs] = [numbers(version), numbers(least)];
  const differs = ours.findIndex((part, index) => part !== theirs[index]);
  return differs === -1 || (ours[differs] ?? 0) > (theirs[differs] ?? 0);
}

describe('a chart pin', () => {
  test.each(pins)('%s has an exact version and an encrypted address', (_, { version, repository }) => {
    expect(version).toMatch(/^v?\d+\.\d+\.\d+(-0\.dev\.git\.\d+\.h[0-9a-f]+)?$/);
    expect(repository).toMatch(/^(https|oci):\/\/[^\s]+$/);
  });

  test.each(pins.filter(([, { atLeast }]) => atLeast))(
    '%s is free of the fault it knows',
    (_, { version, atLeast }) => {
      expect(isAtLeast(version, atLeast?.version ?? '')).toBe(true);
      expect(atLeast?.because.length).toBeGreaterThan(10);
    },
  );

  test.each([
    { version: '4.4.0', least: '4.4.0', is: true },
    { version: '4.10.0', least: '4.9.9', is: true },
    { version: '4.3.5', least: '4.4.0', is: false },
  ])('comparing $version with $least: $is', ({ version, least, is }) => {
    expect(isAtLeast(version, least)).toBe(is);
  });

  test('is there once', () => {
    expect(new Set(pins.map(([, { chart }]) => chart)).size).toBe(pins.length);
  });
});
