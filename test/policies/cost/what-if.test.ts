import { describe, expect, test } from 'vitest';
import type { HubUse, PoolSetup } from '../../../policies/src/cost/simulation/usage-model.ts';
import { type Scenario, whatIf } from '../../../policies/src/cost/what-if.ts';
import { usd } from '../../../policies/src/prices/money.ts';

const GIB = 2 ** 30;

const hub: HubUse = {
  name: 'research',
  usage: { users: 60, sessionsPerWeek: 4, hoursPerSession: 2, arrivals: 'workday' },
  culling: { idleMinutes: 60, maxAgeHours: 168 },
  profiles: [{ slug: 'small', pool: 'users', share: 1, milliCpus: 400, bytes: 7 * GIB, gpus: 0 }],
};
const pool: PoolSetup = { name: 'users', milliCpus: 3725, bytes: 29 * GIB, gpus: 0, minNodes: 0, maxNodes: 50 };
const base: Scenario = { hubs: [hub], pools: [pool], hourly: { users: usd(0.25) } };

const withHub = (change: Partial<HubUse>): Scenario => ({ ...base, hubs: [{ ...hub, ...change }] });

describe('what another setting would change', () => {
  const effects = whatIf(
    base,
    [
      { change: 'nothing', scenario: base },
      { change: 'half the price', scenario: { ...base, hourly: { users: usd(0.125) } } },
      { change: 'sooner', scenario: withHub({ culling: { idleMinutes: 20, maxAgeHours: 168 } }) },
      { change: 'later', scenario: withHub({ culling: { idleMinutes: 180, maxAgeHours: 168 } }) },
      { change: 'too few nodes', scenario: { ...base, pools: [{ ...pool, maxNodes: 1 }] } },
    ],
    { runs: 4 },
  );
  const of = (change: string) => effects.find((effect) => effect.change === change);

  test('is told on the same visits, so that no change is none', () => {
    expect(of('nothing')).toMatchObject({ difference: 0, refusedShare: 0 });
  });

  test('follows the price of a node', () => {
    const half = of('half the price');
    expect(Math.abs((half?.difference ?? 0) + (half?.monthly ?? 0))).toBeLessThanOrEqual(1);
  });

  test('is less with shorter idle times and more with longer ones', () => {
    expect(of('sooner')?.difference).toBeLessThan(0);
    expect(of('later')?.difference).toBeGreaterThan(0);
  });

  test('says what a saving costs those who find no room', () => {
    expect(of('too few nodes')?.refusedShare).toBeGreaterThan(0.1);
  });

  test('puts the largest saving first', () => {
    const differences = effects.map(({ difference }) => difference);
    expect(differences).toEqual([...differences].sort((a, b) => a - b));
  });
});
