import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';

test('the example fleet loads', async () => {
  const r = await loadFleet('clusters');
  if ('problems' in r) console.log(r.problems);
  else console.log(JSON.stringify(r.fleet.clusters[0], null, 1).slice(0, 800));
  expect('fleet' in r).toBe(true);
});
