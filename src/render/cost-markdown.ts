import { formatUsd, STALE_DAYS, usd } from '@hubfleet/policies';
import { type Change, type ClusterChange, compareCosts, isUnchanged } from '../cost/compare.ts';
import { type CostDocument, toDocument } from '../cost/cost-document.ts';
import type { CostReport } from '../cost/cost-report.ts';

/** An estimate as a comment on a pull request; given a base, what the change costs. */
export function renderCostMarkdown(report: CostReport, base?: CostDocument): string {
  const document = toDocument(report);
  const lines = base ? comparison(base, document) : summary(document);
  const unpriced = document.clusters.reduce((sum, cluster) => sum + cluster.unpriced.length, 0);
  const stale = report.prices.filter(({ isStale }) => isStale).length;
  const foot = [
    ...(unpriced > 0 ? [`${unpriced} without a price, not in any sum.`] : []),
    ...(stale > 0
      ? [`Prices of ${stale} ${stale === 1 ? 'source' : 'sources'} are older than ${STALE_DAYS} days.`]
      : []),
    'Floor: nobody logged in. Ceiling: every pool at its most all month.',
  ];
  return `${[...lines, '', `<sub>${foot.join(' ')}</sub>`].join('\n')}\n`;
}

function summary({ clusters }: CostDocument): string[] {
  return [
    '### Cost a month',
    '',
    '| cluster | floor | expected | ceiling | budget |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...clusters.map(({ name, monthly, budgetUsd }) => {
      const sums = [monthly.floor, monthly.expected, monthly.ceiling].map(dollarsText);
      return `| ${cell(name)} | ${sums.join(' | ')} | ${budgetUsd === null ? '' : dollarsText(budgetUsd)} |`;
    }),
  ];
}

function comparison(base: CostDocument, now: CostDocument): string[] {
  const changes = compareCosts(base, now);
  const changed = changes.filter((change) => !isUnchanged(change));
  const same = changes.length - changed.length;
  if (changed.length === 0) return ['### Cost a month', '', 'This change costs nothing and saves nothing.'];
  return [
    `### Cost a month: expected ${signed(total(changed, 'expected'))}, ceiling ${signed(total(changed, 'ceiling'))}`,
    '',
    '| | before | after | change |',
    '| --- | ---: | ---: | ---: |',
    ...changed.flatMap(changeRows),
    ...(same > 0 ? ['', `${same} ${same === 1 ? 'cluster stays' : 'clusters stay'} as before.`] : []),
    ...warnings(changed),
  ];
}

function changeRows({ name, floor, expected, ceiling, parts }: ClusterChange): string[] {
  const sums = [floor, expected, ceiling].map((change) => changeRow(`**${cell(name)}** ${change.name}`, change));
  return [...sums, ...parts.map((part) => changeRow(`${cell(part.name)}, ${part.of}`, part))];
}

function changeRow(name: string, { before, after }: Change): string {
  const difference = (after ?? 0) - (before ?? 0);
  return `| ${name} | ${money(before)} | ${money(after)} | ${signed(difference)} |`;
}

function warnings(changes: readonly ClusterChange[]): string[] {
  const lines = changes.flatMap(({ name, expected, budget, newlyUnpriced }) => [
    ...(budget !== undefined && (expected.after ?? 0) > budget
      ? [`- **${cell(name)}** is expected to cost more than its budget of ${money(budget)}.`]
      : []),
    ...newlyUnpriced.map((entry) => `- no price: ${cell(entry)}`),
  ]);
  return lines.length > 0 ? ['', ...lines] : [];
}

function total(changes: readonly ClusterChange[], key: 'expected' | 'ceiling'): number {
  return changes.reduce((sum, change) => sum + (change[key].after ?? 0) - (change[key].before ?? 0), 0);
}

function money(cents: number | undefined): string {
  return cents === undefined ? '' : formatUsd(cents * 10_000);
}

function signed(cents: number): string {
  return cents === 0 ? '±$0.00' : `${cents > 0 ? '+' : ''}${formatUsd(cents * 10_000)}`;
}

function dollarsText(amount: number): string {
  return formatUsd(usd(amount));
}

/** Names come from files of other people: nothing in them may break the table or call somebody. */
function cell(text: string): string {
  return text.replace(/[\\|`*_[\]<>@#]/g, '\\$&').replace(/\s+/g, ' ');
}
