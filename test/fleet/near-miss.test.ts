import { expect, test } from 'vitest';
import { suggest, tryNearMiss } from '../../src/fleet/near-miss.ts';

const keys = ['minNodes', 'maxNodes', 'machineType', 'spot'];

test.each([
  { name: 'maxNode', near: 'maxNodes' },
  { name: 'MaxNodes', near: 'maxNodes' },
  { name: 'max_nodes', near: 'maxNodes' },
  { name: 'max-nodes', near: 'maxNodes' },
  { name: 'psot', near: 'spot' },
  { name: 'machine', near: 'machineType' },
  { name: 'sp', near: undefined },
  { name: 'disk', near: undefined },
  { name: '', near: undefined },
])('$name is near $near', ({ name, near }) => {
  expect(tryNearMiss(name, keys)).toBe(near);
});

test.each([
  { name: 'spto', known: keys, says: 'did you mean spot' },
  { name: 'disk', known: ['a', 'b'], says: 'use one of a, b' },
  { name: 'disk', known: [], says: 'remove it' },
])('about $name among $known: $says', ({ name, known, says }) => {
  expect(suggest(name, known)).toBe(says);
});
