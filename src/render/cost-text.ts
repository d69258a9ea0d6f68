import { type CostRange, cents, formatRate, formatUsd, type MicroUsd, STALE_DAYS } from '@hubfleet/policies';
import pc from 'picocolors';
import type { ClusterCost, CostReport, HubCost, PoolCost } from '../cost/cost-report.ts';
import { textTable } from './cost-table.ts';
import { wrap } from './wrap.ts';

type Colors = ReturnType<typeof pc.createColors>;

export interface CostTextOptions {
  /** @default the terminal's */
  readonly colors?: Colors;
  /** Also print every resource and its lines. @default false */
  readonly details?: boolean;
  /** @default 100 */
  readonly width?: number;
}

const SHOWN_APPROXIMATIONS = 4;

/** An estimate for people: a table for each cluster, then what has no price and how old the prices are. */
export function renderCostText(
  report: CostReport,
  { colors = pc, details = false, width = 100 }: CostTextOptions = {},
): string {
  const { clusters, prices } = report;
  const lines = [
    ...clusters.flatMap((cluster) => clusterLines(cluster, colors, details, width)),
    ...(clusters.length > 1 ? totalLines(clusters, colors) : []),
    ...ageLines(prices, colors, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** How old the prices are, and a warning once they are too old. */
function ageLines(prices: CostReport['prices'], colors: Colors, width: number): string[] {
  const stale = prices.filter(({ isStale }) => isStale);
  const [oldest] = prices;
  if (!oldest) return [];
  const age = `the oldest was read on ${oldest.retrieved}, ${oldest.days} days ago (${oldest.source})`;
  if (stale.length === 0) return wrap(`prices of ${sources(prices.length)}, ${age}`, width).map(colors.dim);
  const text = `prices of ${sources(prices.length)}, ${stale.length} of them older than ${STALE_DAYS} days: ${age}; run hubfleet prices update`;
  return wrap(text, width).map((line) => colors.yellow(line));
}

function sources(count: number): string {
  return count === 1 ? '1 source' : `${count} sources`;
}

function clusterLines(cluster: ClusterCost, colors: Colors, details: boolean, width: number): string[] {
  const { name, where, groups, pools, monthly, hubs, credits } = cluster;
  const rows = [
    ['US dollars a month', 'floor', 'expected', 'ceiling'],
    ...groups.flatMap((group) => [
      row(group.name, group.monthly),
      ...(group.name === 'nodes' ? pools.map((pool) => row(`  ${pool.name}: ${pool.nodes}`, pool.monthly)) : []),
    ]),
    ...credits.map((credit) => row(`credit: ${credit.name}`, credit.monthly)),
    row('sum', monthly),
  ];
  const [head = '', ...body] = textTable(rows, '  ');
  const sum = body.pop() ?? '';
  return [
    colors.bold(`${name} (${where})`),
    colors.dim(head),
    ...body,
    colors.bold(sum),
    '',
    ...budgetLines(cluster, colors, width),
    ...forecastLines(pools),
    ...hubLines(hubs),
    ...changeLines(cluster, colors),
    ...(details ? detailLines(cluster) : []),
    ...caveatLines(cluster, colors, width),
  ];
}

function row(name: string, { floor, expected, ceiling }: CostRange): string[] {
  return [name, formatUsd(floor), formatUsd(expected), formatUsd(ceiling)];
}

function budgetLines({ budget, monthly }: ClusterCost, colors: Colors, width: number): string[] {
  const { expected, expectedLow, expectedHigh, ceiling } = monthly;
  const range =
    expectedHigh > expectedLow
      ? [`  expected between ${formatUsd(expectedLow)} and ${formatUsd(expectedHigh)} in eight months of ten`]
      : [];
  if (budget === undefined) return range;
  const lasts = ceiling > budget ? `; with all pools at their most it lasts ${days(budget, ceiling)} days` : '';
  const text = `expected to use ${percent(expected, budget)} of the budget of ${formatUsd(budget)}${lasts}`;
  const paint = expected > budget ? colors.red : colors.green;
  return [...range, ...wrap(text, width, '  ').map((line) => paint(line)), ''];
}

function days(budget: MicroUsd, ceiling: MicroUsd): string {
  return ((budget / ceiling) * (730 / 24)).toFixed(1);
}

function percent(part: MicroUsd, whole: MicroUsd): string {
  return `${Math.round((part / whole) * 100)} %`;
}

function forecastLines(pools: readonly PoolCost[]): string[] {
  const rows = pools.flatMap(({ name, forecast }) => {
    if (!forecast || forecast.serverHours.mean === 0) return [];
    const { nodeHours, peakNodes, memoryShare, waitedShare, refusedShare } = forecast;
    const shares = [memoryShare, waitedShare, refusedShare].map((share) => `${Math.round(share * 100)} %`);
    return [[`  ${name}`, nodeHours.mean.toFixed(0), peakNodes.high.toFixed(0), ...shares]];
  });
  if (rows.length === 0) return [];
  const head = ['  pool', 'node-hours', 'most nodes', 'memory asked for', 'servers that wait', 'refused'];
  return [...textTable([head, ...rows]), ''];
}

function hubLines(hubs: readonly HubCost[]): string[] {
  if (hubs.length === 0) return [];
  const rows = hubs.map(({ name, own, nodes, profiles }) => {
    const rates = profiles.flatMap(({ slug, hourly }) =>
      hourly === undefined ? [] : [`${slug} ${formatRate(roundRate(hourly))}`],
    );
    return [`  ${name}`, formatUsd(own), formatUsd(nodes), formatUsd(own + nodes), rates.join(', ')];
  });
  return [...textTable([['  hub', 'own', 'nodes', 'sum', 'a server for an hour'], ...rows]), ''];
}

/** Rates of servers are shares of a node: a tenth of a cent says enough. */
function roundRate(rate: MicroUsd): MicroUsd {
  return Math.round(rate / 1000) * 1000;
}

function changeLines({ changes }: ClusterCost, colors: Colors): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ change, difference, refusedShare }) => [
    `  ${change}`,
    `${difference > 0 ? '+' : ''}${formatUsd(difference)}`,
    refusedShare > 0.01 ? `${Math.round(refusedShare * 100)} % find no room` : '',
  ]);
  return [colors.bold('  what other settings would change in the cost of nodes'), ...textTable(rows), ''];
}

function detailLines({ resources }: ClusterCost): string[] {
  return resources.flatMap(({ address, stack, components }) => [
    `  ${stack} ${address}`,
    ...textTable(
      components.map(({ name, price, monthly, unpriced }) => [
        name,
        price ? `${formatRate(price.rate)} / ${price.unit}` : (unpriced ?? ''),
        ...(price ? [formatUsd(monthly.floor), formatUsd(monthly.expected), formatUsd(monthly.ceiling)] : []),
      ]),
      '    ',
    ),
  ]);
}

function caveatLines({ unpriced, approximate, notes }: ClusterCost, colors: Colors, width: number): string[] {
  const shown = approximate.slice(0, SHOWN_APPROXIMATIONS);
  const more = approximate.length - shown.length;
  const lines = [
    ...(unpriced.length > 0 ? [colors.yellow(`  ${unpriced.length} without a price, not in any sum:`)] : []),
    ...unpriced.flatMap(({ address, name, reason }) => wrap(`${name} (${address}): ${reason}`, width, '    ')),
    ...(shown.length > 0
      ? [`  ${approximate.length} ${approximate.length === 1 ? 'price is' : 'prices are'} only about right:`]
      : []),
    ...shown.flatMap((line) => wrap(line, width, '    ')),
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...notes.flatMap((note) => wrap(note, width, '  ')),
  ];
  return lines.length > 0 ? [...lines, ''] : [];
}

function totalLines(clusters: readonly ClusterCost[], colors: Colors): string[] {
  const add = (key: keyof CostRange) => clusters.reduce((sum, { monthly }) => sum + monthly[key], 0);
  const total = { floor: add('floor'), expected: add('expected'), ceiling: add('ceiling') };
  const missing = clusters.reduce((sum, { unpriced }) => sum + unpriced.length, 0);
  const note = missing > 0 ? `, without ${missing} things that have no price` : '';
  return [
    colors.bold(
      `fleet: floor ${formatUsd(total.floor)}, expected ${formatUsd(total.expected)}, ceiling ${formatUsd(total.ceiling)} a month${note}`,
    ),
    ...(cents(total.ceiling) === 0 ? ['nothing here costs anything that is known'] : []),
  ];
}
