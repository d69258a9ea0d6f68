import { formatRate, formatUsd } from '@hubfleet/policies';
import type { HubQuote } from '../cost/hub-quote.ts';
import { textTable } from './cost-table.ts';

/** What a hub would cost its community, for people. */
export function renderQuoteText(quote: HubQuote): string {
  const { cluster, hub, own, nodes, shared, total, low, high, profiles, unpriced, notes } = quote;
  const rows = [
    [`hub ${hub} of ${cluster}`, 'a month'],
    ['its own resources', formatUsd(own)],
    ['its share of the nodes', formatUsd(nodes)],
    ['its share of what all hubs use', formatUsd(shared)],
    ['expected', formatUsd(total)],
  ];
  const rates = profiles.flatMap(({ slug, hourly }) =>
    hourly === undefined ? [] : [`${slug} ${formatRate(Math.round(hourly / 1000) * 1000)}`],
  );
  const lines = [
    ...textTable(rows),
    ...(high > low ? [`between ${formatUsd(low)} and ${formatUsd(high)} in eight months of ten`] : []),
    ...(rates.length > 0 ? [`a server for an hour: ${rates.join(', ')}`] : []),
    ...(unpriced > 0
      ? [`${unpriced} things of the cluster have no price and are in no sum; hubfleet cost names them`]
      : []),
    ...notes,
  ];
  return `${lines.join('\n')}\n`;
}
