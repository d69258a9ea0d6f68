import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitName } from '../../../constructs/src/private/names.ts';

const dns = fc.stringMatching(/^[a-z][a-z0-9-]{0,80}[a-z0-9]$/);

test('a name within the limit stays as it is', () => {
  expect(fitName('a'.repeat(30), 30)).toBe('a'.repeat(30));
});

test('a name over the limit is cut to it and still valid', () => {
  fc.assert(
    fc.property(dns, fc.integer({ min: 20, max: 63 }), (name, limit) => {
      const fitted = fitName(name, limit);
      expect(fitted.length).toBeLessThanOrEqual(limit);
      expect(fitted).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
    }),
  );
});

test('two long names stay two names', () => {
  fc.assert(
    fc.property(dns, dns, (a, b) => {
      if (a !== b) expect(fitName(a, 24)).not.toBe(fitName(b, 24));
    }),
  );
});
