import type { Packing, PoolRow } from '../../report/pool-row.ts';
import { round } from './cost-picture.ts';
import { html, type Markup } from './markup.ts';

/** More blocks than this cannot be told apart. */
const MOST_BLOCKS = 60;
const HEIGHT = 20;

/** The memory of one node, with the servers that fit on it; what is hatched stays empty. */
export function packingPicture({ memoryGiB, serversPerNode }: Packing, node: NonNullable<PoolRow['node']>): Markup {
  const share = Math.min(100, (memoryGiB / node.memoryGiB) * 100);
  const used = Math.min(100, share * serversPerNode);
  const [count, width] = serversPerNode > MOST_BLOCKS ? [1, used] : [serversPerNode, share];
  // One path for all blocks: a fleet has thousands.
  const blocks = Array.from({ length: count }, (_, index) => {
    const [from, to] = [round(index * width), round((index + 1) * width)];
    return `M${from} 0H${to}V${HEIGHT}H${from}Z`;
  });
  return html`<svg class="bar" aria-hidden="true" focusable="false"><rect class="rest" width="100%" height="${HEIGHT}"/><svg width="100%" height="${HEIGHT}" viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none"><path class="block" d="${blocks.join('')}"/></svg></svg>`;
}
