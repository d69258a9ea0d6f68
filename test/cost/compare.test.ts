import { describe, expect, test } from 'vitest';
import { compareCosts } from '../../src/cost/compare.ts';
import type { CostDocument } from '../../src/cost/cost-document.ts';
import type { ClusterCost, CostReport } from '../../src/cost/cost-report.ts';
import { overBudget } from '../../src/cost/gate.ts';
import { renderCostMarkdown } from '../../src/render/cost-markdown.ts';

const usd = (amount: number) => amount * 1_000_000;
const range = (floor: number, expected: number, ceiling: number) => ({
  floor: usd(floor),
  expected: usd(expected),
  ceiling: usd(ceiling),
});

const cluster = (overrides: Partial<ClusterCost> = {}): ClusterCost => ({
  name: 'atlas',
  where: 'aws us-west-2',
  budget: usd(400),
  monthly: { ...range(100, 300, 2000.5), expectedLow: usd(280), expectedHigh: usd(330) },
  groups: [{ name: 'nodes', monthly: range(50, 250, 1950.5) }],
  pools: [{ name: 'small', nodes: '0 to 10 × r5.xlarge', monthly: range(0, 200, 1839.6) }],
  stacks: [],
  hubs: [],
  resources: [],
  freeResources: [],
  credits: [],
  unpriced: [],
  approximate: [],
  notes: [],
  changes: [],
  ...overrides,
});

const report = (...clusters: ClusterCost[]): CostReport => ({ today: '2026-11-22', clusters, prices: [] });

const base: CostDocument = {
  version: 1,
  currency: 'USD',
  today: '2026-11-01',
  monthly: { floor: 100, expected: 250, ceiling: 1000 },
  clusters: [
    {
      name: 'atlas',
      where: 'aws us-west-2',
      budgetUsd: 400,
      monthly: { floor: 100, expected: 250, ceiling: 1000, expectedLow: 240, expectedHigh: 260 },
      groups: [{ name: 'nodes', monthly: { floor: 50, expected: 200, ceiling: 950 } }],
      pools: [{ name: 'small', nodes: '0 to 5', monthly: { floor: 0, expected: 150, ceiling: 919.8 } }],
      stacks: [],
      hubs: [],
      unpriced: [],
      approximate: [],
      notes: [],
    },
  ],
};

describe('the comment on a pull request', () => {
  test('tells what changes, cluster by cluster and pool by pool', () => {
    expect(renderCostMarkdown(report(cluster()), base)).toBe(`### Cost a month: expected +$50.00, ceiling +$1,000.50

| | before | after | change |
| --- | ---: | ---: | ---: |
| **atlas** floor | $100.00 | $100.00 | ±$0.00 |
| **atlas** expected | $250.00 | $300.00 | +$50.00 |
| **atlas** ceiling | $1,000.00 | $2,000.50 | +$1,000.50 |
| pool small, expected | $150.00 | $200.00 | +$50.00 |
| pool small, ceiling | $919.80 | $1,839.60 | +$919.80 |

<sub>Floor: nobody logged in. Ceiling: every pool at its most all month.</sub>
`);
  });

  test('warns of a budget that will not do and of new things without a price', () => {
    const dear = cluster({
      budget: usd(299.99),
      unpriced: [{ stack: 'atlas', address: 'aws_db_instance.x', name: 'database', reason: 'no price' }],
    });
    const comment = renderCostMarkdown(report(dear), base);
    expect(comment).toContain('- **atlas** is expected to cost more than its budget of $299.99.');
    expect(comment).toContain('- no price: aws\\_db\\_instance.x: database');
    expect(comment).toContain('1 without a price, not in any sum.');
  });

  test('says so when nothing changes', () => {
    const same = cluster({
      monthly: { ...range(100, 250, 1000), expectedLow: usd(240), expectedHigh: usd(260) },
      pools: [{ name: 'small', nodes: '0 to 5', monthly: range(0, 150, 919.8) }],
      groups: [{ name: 'nodes', monthly: range(50, 200, 950) }],
    });
    expect(renderCostMarkdown(report(same), base)).toContain('This change costs nothing and saves nothing.');
  });

  test('keeps names of other people from breaking the table', () => {
    const odd = cluster({ name: 'a|b @all <img>' });
    expect(renderCostMarkdown(report(odd), base)).toContain('**a\\|b \\@all \\<img\\>** floor');
  });

  test('shows one table of sums without a base', () => {
    expect(renderCostMarkdown(report(cluster()))).toContain('| atlas | $100.00 | $300.00 | $2,000.50 | $400.00 |');
  });
});

test('a cluster that is new or gone has one side only', () => {
  const [gone] = compareCosts(base, { ...base, clusters: [] });
  expect(gone).toMatchObject({ name: 'atlas', expected: { before: 25_000, after: undefined } });
  const [added] = compareCosts({ ...base, clusters: [] }, base);
  expect(added).toMatchObject({ name: 'atlas', expected: { before: undefined, after: 25_000 } });
});

describe('the gate', () => {
  test.each([
    ['expected', 300, []],
    [
      'expected',
      299.99,
      [
        'atlas: the expected cost is $300.00 a month, the budget $299.99; lower maxNodes or stop idle servers sooner, or raise budget.monthlyUsd',
      ],
    ],
    ['ceiling', 2000.5, []],
    [
      'ceiling',
      2000,
      [
        'atlas: the ceiling cost is $2,000.50 a month, the budget $2,000.00; lower maxNodes or stop idle servers sooner, or raise budget.monthlyUsd',
      ],
    ],
    [
      'floor',
      99,
      [
        'atlas: the floor cost is $100.00 a month, the budget $99.00; lower maxNodes or stop idle servers sooner, or raise budget.monthlyUsd',
      ],
    ],
  ] as const)('compares the %s cost with a budget of %d', (gate, budget, sentences) => {
    expect(overBudget(report(cluster({ budget: usd(budget) })), gate)).toEqual(sentences);
  });
});
