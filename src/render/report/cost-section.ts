import type { ClusterRow } from '../../report/cluster-row.ts';
import type { FleetReport } from '../../report/fleet-report.ts';
import { sumUsd, type UsdRange } from '../../report/money.ts';
import { badge } from './badge.ts';
import { COST_LEGEND, colourClass, costBar, costScale, partsBar } from './cost-picture.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { count, dollars, percent } from './words.ts';

/** What clusters and kinds of resources cost, against the budgets. */
export function costSection(report: FleetReport): Section {
  const { clusters, totals, prices } = report;
  const scale = costScale(
    clusters.map(({ cost, budget }) => ({ expected: cost?.monthly.expected ?? 0, budget: budget?.monthlyUsd ?? 0 })),
  );
  const stale = prices.filter(({ isStale }) => isStale).length;
  return {
    id: 'cost',
    title: 'Cost a month',
    short: 'Cost',
    body: html`<p class="quiet">List prices in US dollars. Idle: nobody is logged in. Expected: as the hubs are used, or as it is assumed. At most: every pool at its most all month.${totals.unpriced > 0 && ` ${count(totals.unpriced, 'part')} without a price in no sum.`}${stale > 0 && ` Prices of ${count(stale, 'source')} are older than 90 days.`}</p>
${COST_LEGEND}
${renderTable({
  id: 'cost-table',
  caption: 'Cost of each cluster against its budget',
  columns: [
    { label: 'Cluster' },
    { label: 'Expected against budget', type: 'picture' },
    { label: 'Idle', type: 'number' },
    { label: 'Expected', type: 'number' },
    { label: 'At most', type: 'number' },
    { label: 'Budget', type: 'number' },
    { label: 'Used', type: 'number' },
  ],
  rows: clusters.map((cluster) => costRow(cluster, scale)),
  empty: 'There is no cluster.',
})}
${partsOf(clusters)}
${notesOf(clusters)}`,
  };
}

function costRow({ name, owner, cost, budget }: ClusterRow, scale: number): Row {
  const heading = html`<a href="#cluster-${name}">${name}</a><span class="sub">paid by the ${owner.paidBy}</span>`;
  const limit = budget ? { show: dollars(budget.monthlyUsd), by: budget.monthlyUsd } : '';
  if (!cost || !budget) return { cells: [{ show: heading, by: name }, 'no estimate', '', '', '', limit, ''] };
  const { floor, expected, ceiling } = cost.monthly;
  const used = expected / budget.monthlyUsd;
  return {
    cells: [
      { show: heading, by: name },
      costBar(cost, budget.monthlyUsd, scale),
      { show: dollars(floor), by: floor },
      {
        show: html`${dollars(expected)}<span class="sub">${dollars(cost.expectedLow)} to ${dollars(cost.expectedHigh)}</span>`,
        by: expected,
      },
      { show: dollars(ceiling), by: ceiling },
      limit,
      { show: used > 1 ? badge('bad', percent(used)) : percent(used), by: used },
    ],
  };
}

/** What the money is spent on, over all clusters. */
function partsOf(clusters: readonly ClusterRow[]): Markup | false {
  const groups = clusters.flatMap(({ cost }) => cost?.groups ?? []);
  const names = [...new Set(groups.map(({ name }) => name))];
  const parts = names
    .map((name) => {
      const own = groups.filter((group) => group.name === name);
      const sum = (key: keyof UsdRange) => sumUsd(own.map(({ monthly }) => monthly[key]));
      return { name, monthly: { floor: sum('floor'), expected: sum('expected'), ceiling: sum('ceiling') } };
    })
    .sort((a, b) => b.monthly.expected - a.monthly.expected);
  if (parts.length === 0) return false;
  return html`<h3>What it is spent on, as expected</h3>
${partsBar(parts)}
<ul class="legend">${parts.map(
    ({ name, monthly }, index) =>
      html`<li><svg aria-hidden="true"><rect class="${colourClass(index)}" width="100%" height="100%"/></svg>${name}: ${dollars(monthly.expected)}</li>`,
  )}</ul>`;
}

function notesOf(clusters: readonly ClusterRow[]): Markup | false {
  const noted = clusters.filter(({ cost }) => (cost?.notes.length ?? 0) > 0);
  if (noted.length === 0) return false;
  return html`<details><summary>What the estimates rest on</summary><ul class="plain">${noted.flatMap(
    ({ name, cost }) => (cost?.notes ?? []).map((note) => html`<li><b>${name}</b>: ${note}</li>`),
  )}</ul></details>`;
}
