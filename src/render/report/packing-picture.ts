import type { Packing, PoolRow } from '../../report/pool-row.ts';
import { round } from './cost-picture.ts';
import { html, type Markup } from './markup.ts';

/** More blocks than this cannot be told apart. */
const MOST_BLOCKS = 60;

/** The memory of one node, with the servers that fit on it; what is hatched stays empty. */
export function packingPicture({ memoryGiB, serversPerNode }: Packing, node: NonNullable<PoolRow['node']>): Markup {
  const share = Math.min(100, (memoryGiB / node.memoryGiB) * 100);
  const used = Math.min(100, share * serversPerNode);
  const blocks =
    serversPerNode > MOST_BLOCKS
      ? [html`<rect class="block" width="${round(used)}%" height="20"/>`]
      : Array.from(
          { length: serversPerNode },
          (_, index) => html`<rect class="block" x="${round(index * share)}%" width="${round(share)}%" height="20"/>`,
        );
  return html`<svg class="bar" aria-hidden="true" focusable="false"><rect class="rest" width="100%" height="20"/>${blocks}</svg>`;
}
