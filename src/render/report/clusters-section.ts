import type { ClusterRow } from '../../report/cluster-row.ts';
import type { FleetReport } from '../../report/fleet-report.ts';
import type { Packing, PoolRow } from '../../report/pool-row.ts';
import type { Support } from '../../report/support.ts';
import { badge, findingsBadge } from './badge.ts';
import { html, type Markup } from './markup.ts';
import { packingPicture } from './packing-picture.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { topology } from './topology.ts';
import { CLOUDS, count, dollars, percent, size, supportSentence } from './words.ts';

/** With more clusters than this their details begin closed. */
const MOST_OPEN = 3;
/** More hubs than this are counted, not named. */
const MOST_NAMES = 4;

/** All clusters in a table, then each with its pools and what hangs on it. */
export function clustersSection(report: FleetReport): Section {
  const { clusters } = report;
  return {
    id: 'clusters',
    title: 'Clusters',
    body: html`${renderTable({
      id: 'cluster-table',
      caption: 'Clusters with their Kubernetes version and its end of support',
      columns: [
        { label: 'Cluster' },
        { label: 'Place' },
        { label: 'Kubernetes' },
        { label: 'Support' },
        { label: 'Hubs', type: 'number' },
        { label: 'Expected', type: 'number' },
        { label: 'Findings', type: 'number' },
      ],
      rows: clusters.map(clusterRow),
      empty: 'There is no cluster.',
      filter: { what: 'clusters', facets: [{ name: 'cloud', label: 'Cloud', labels: CLOUDS }] },
    })}
${clusters.map((cluster) => clusterDetails(cluster, report))}`,
  };
}

function clusterRow({
  name,
  provider,
  region,
  owner,
  kubernetesVersion,
  support,
  hubs,
  cost,
  findings,
}: ClusterRow): Row {
  const expected = cost?.monthly.expected;
  return {
    facets: { cloud: provider },
    cells: [
      { show: html`<a href="#cluster-${name}">${name}</a><span class="sub">${owner.community}</span>`, by: name },
      html`${CLOUDS[provider]}<span class="sub">${region}</span>`,
      kubernetesVersion,
      {
        show: html`${supportBadge(support)}<span class="sub">${supportSentence(support)}</span>`,
        by: supportOrder(support),
      },
      { show: hubs.length, by: hubs.length },
      expected === undefined ? { show: 'not known', by: '' } : { show: dollars(expected), by: expected },
      { show: findingsBadge(findings), by: findings.errors * 1000 + findings.warnings },
    ],
  };
}

const SUPPORT_BADGES = {
  standard: badge('good', 'supported'),
  endsSoon: badge('warn', 'ends soon'),
  extended: badge('bad', 'extended'),
  ended: badge('bad', 'ended'),
} as const;

function supportBadge(support: Support): Markup {
  if (support.kind === 'channel') return badge('good', 'automatic');
  return support.kind === 'unknown' ? badge('quiet', 'not known') : SUPPORT_BADGES[support.state];
}

function supportOrder(support: Support): string {
  return support.kind === 'dated' ? (support.standardUntil ?? '0') : support.kind;
}

function clusterDetails(cluster: ClusterRow, { clusters, hubs }: FleetReport): Markup {
  const { name, owner, budget, allowedCidrs, pools, watch } = cluster;
  const own = hubs.filter((hub) => hub.cluster === name);
  const isOpen = clusters.length <= MOST_OPEN;
  return html`<details id="cluster-${name}"${isOpen && html` open`}><summary>${name}: ${owner.community}</summary>
<dl class="facts">
<div><dt>Contact</dt><dd>${owner.contact}</dd></div>
<div><dt>Paid by</dt><dd>the ${owner.paidBy}</dd></div>
${budget !== undefined && html`<div><dt>Budget mail at ${budget.thresholdsPercent.join(', ')} %</dt><dd>${budget.recipients.join(', ')}</dd></div>`}
<div><dt>API server is open to</dt><dd>${openTo(allowedCidrs)}</dd></div>
<div><dt>Alerts reach</dt><dd>${watch.alerts.length > 0 ? watch.alerts.join(', ') : badge('warn', 'nobody')}</dd></div>
<div><dt>Hubs that are away are told to</dt><dd>${watch.uptime?.join(', ') ?? badge('quiet', 'nobody')}</dd></div>
<div><dt>Hubs are verified</dt><dd>${watch.checkHours === undefined ? badge('quiet', 'by nobody') : `every ${count(watch.checkHours, 'hour')}`}</dd></div>
</dl>
<h3>Node pools</h3>
${poolTable(cluster)}
<h3>Servers on a node</h3>
${packingTable(name, pools)}
<h3>What hangs on what</h3>
${own.length > 0 ? topology(cluster, own) : html`<p class="quiet">There is no hub.</p>`}
</details>`;
}

function openTo(cidrs: ClusterRow['allowedCidrs']): Markup | string {
  if (cidrs === undefined) return 'whom its operators let in';
  if (cidrs.length === 0) return 'its own network only';
  return cidrs.includes('0.0.0.0/0') ? badge('bad', 'the whole internet') : cidrs.join(', ');
}

function poolTable({ name: cluster, pools }: ClusterRow): Markup {
  return renderTable({
    id: `pools-${cluster}`,
    caption: `Node pools of ${cluster}`,
    columns: [
      { label: 'Pool' },
      { label: 'Purpose' },
      { label: 'Machine' },
      { label: 'Nodes' },
      { label: 'Busiest hour', type: 'number' },
      { label: 'Memory asked for', type: 'number' },
      { label: 'Expected', type: 'number' },
    ],
    rows: pools.map(poolRow),
    empty: 'There is no pool.',
  });
}

function poolRow(pool: PoolRow): Row {
  const { name, purpose, machineType, minNodes, maxNodes, spot, gpu, node, peakNodes, memoryShare, monthly } = pool;
  const room = node && html`<span class="sub">${size(node.memoryGiB)} GiB, ${size(node.cpus)} CPUs for servers</span>`;
  return {
    cells: [
      name,
      purpose,
      html`${machineType}${spot && ', spot'}${gpu && `, ${gpu.count} × ${gpu.type}`}${room}`,
      { show: `${minNodes} to ${maxNodes}`, by: maxNodes },
      peakNodes === undefined ? { show: '–', by: '' } : { show: count(peakNodes, 'node'), by: peakNodes },
      memoryShare === undefined ? { show: '–', by: '' } : { show: percent(memoryShare), by: memoryShare },
      monthly === undefined
        ? { show: 'not known', by: '' }
        : {
            show: html`${dollars(monthly.expected)}<span class="sub">at most ${dollars(monthly.ceiling)}</span>`,
            by: monthly.expected,
          },
    ],
  };
}

function packingTable(cluster: string, pools: readonly PoolRow[]): Markup {
  return renderTable({
    id: `packing-${cluster}`,
    caption: `How many servers of each profile fit on a node of ${cluster}; hatched memory stays empty`,
    columns: [
      { label: 'Profile' },
      { label: 'Pool' },
      { label: 'A full node', type: 'picture' },
      { label: 'Servers', type: 'number' },
      { label: 'Limited by' },
      { label: 'Left over', type: 'number' },
    ],
    rows: pools.flatMap(({ name, node, packings }) =>
      alike(packings).map(([packing, hubs]) => ({
        cells: [
          {
            show: html`${packing.displayName}<span class="sub">${hubs}, ${size(packing.memoryGiB)} GiB each</span>`,
            by: packing.displayName,
          },
          name,
          node && packingPicture(packing, node),
          { show: packing.serversPerNode, by: packing.serversPerNode },
          packing.serversPerNode === 0 ? badge('bad', 'nothing fits') : packing.limitedBy,
          { show: `${size(packing.unusedGiB)} GiB`, by: packing.unusedGiB },
        ],
      })),
    ),
    empty: 'The sizes of the machines are not known.',
  });
}

/** Hubs with the same profile share a row: a cluster of many hubs has few sizes. */
function alike(packings: readonly Packing[]): [packing: Packing, hubs: string][] {
  const groups = new Map<string, Packing[]>();
  for (const packing of packings) {
    const { displayName, memoryGiB, serversPerNode, limitedBy } = packing;
    const key = [displayName, memoryGiB, serversPerNode, limitedBy].join('|');
    groups.set(key, [...(groups.get(key) ?? []), packing]);
  }
  return [...groups.values()].flatMap((group): [Packing, string][] => {
    const [first] = group;
    const names = [...new Set(group.map(({ hub }) => hub))];
    if (!first) return [];
    return [[first, names.length > MOST_NAMES ? count(names.length, 'hub') : names.join(', ')]];
  });
}
