import type { FindingRow } from '../../report/finding-row.ts';
import type { FleetReport } from '../../report/fleet-report.ts';
import type { WaiverRow } from '../../report/waiver-row.ts';
import { badge } from './badge.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { count } from './words.ts';

const SEVERITIES: readonly FindingRow['severity'][] = ['critical', 'high', 'medium', 'low'];

/** What the policies found, those that are waived too. */
export function findingsSection({ findings, waivers }: FleetReport): Section {
  return {
    id: 'findings',
    title: 'Findings and waivers',
    short: 'Findings',
    body: html`${renderTable({
      id: 'finding-table',
      caption: 'What the policies found; age counts from the first report that had it',
      columns: [
        { label: 'Finding' },
        { label: 'Severity', type: 'number' },
        { label: 'State' },
        { label: 'Where' },
        { label: 'Age', type: 'number' },
      ],
      rows: findings.map(findingRow),
      empty: 'The policies found nothing.',
      filter: {
        what: 'findings',
        facets: [
          { name: 'cluster', label: 'Cluster' },
          { name: 'severity', label: 'Severity' },
          { name: 'category', label: 'Category' },
          { name: 'state', label: 'State' },
        ],
      },
    })}
<h3>Waivers</h3>
${foldedWaivers(waivers)}`,
  };
}

function findingRow(finding: FindingRow): Row {
  const { rule, severity, category, level, cluster, stack, address, message, remedy, ageDays, waivedUntil } = finding;
  const state = waivedUntil === undefined ? level : 'waived';
  return {
    facets: { cluster, severity, category, state },
    cells: [
      { show: html`${message}<span class="sub">${rule}. ${remedy}</span>`, by: message },
      { show: severity, by: SEVERITIES.indexOf(severity) },
      { show: stateBadge(state, waivedUntil), by: state },
      { show: html`${stack}<span class="sub"><code>${address}</code></span>`, by: `${stack} ${address}` },
      { show: count(ageDays, 'day'), by: ageDays },
    ],
  };
}

function stateBadge(state: string, waivedUntil: string | undefined): Markup {
  if (waivedUntil !== undefined) return html`${badge('quiet', 'waived')}<span class="sub">until ${waivedUntil}</span>`;
  return state === 'error' ? badge('bad', 'error') : badge('warn', 'warning');
}

const STATUSES = {
  valid: badge('good', 'valid'),
  soon: badge('warn', 'ends soon'),
  expired: badge('bad', 'expired'),
  invalid: badge('bad', 'not accepted'),
} as const satisfies Record<WaiverRow['status'], Markup>;

/** Waivers that a page shows without being asked. */
const MOST_WAIVERS = 12;

function foldedWaivers(waivers: readonly WaiverRow[]): Markup {
  if (waivers.length <= MOST_WAIVERS) return waiverTable(waivers);
  const ending = waivers.filter(({ status }) => status !== 'valid').length;
  const attention = ending > 0 ? `, ${ending} to look at` : '';
  return html`<details><summary>${count(waivers.length, 'waiver')}${attention}</summary>
${waiverTable(waivers)}</details>`;
}

function waiverTable(waivers: readonly WaiverRow[]): Markup {
  return renderTable({
    id: 'waiver-table',
    caption: 'Findings that are accepted for a while, those that end first before the others',
    columns: [
      { label: 'Rule' },
      { label: 'State' },
      { label: 'Ends' },
      { label: 'Covers', type: 'number' },
      { label: 'Why' },
      { label: 'Age', type: 'number' },
    ],
    rows: waivers.map((waiver) => ({
      facets: { cluster: waiver.cluster, status: waiver.status },
      cells: [
        {
          show: html`${waiver.rule}<span class="sub">${waiver.cluster}: <code>${waiver.match}</code></span>`,
          by: waiver.rule,
        },
        { show: STATUSES[waiver.status], by: waiver.status },
        {
          show: html`<span class="whole">${waiver.expires}</span><span class="sub whole">${leftText(waiver.daysLeft)}</span>`,
          by: waiver.expires,
        },
        { show: count(waiver.covers, 'finding'), by: waiver.covers },
        html`${waiver.reason}<span class="sub">${waiver.owner}${waiver.ticket !== undefined && `, ${waiver.ticket}`}</span>`,
        { show: count(waiver.ageDays, 'day'), by: waiver.ageDays },
      ],
    })),
    empty: 'There is no waiver.',
    filter: {
      what: 'waivers',
      facets: [
        { name: 'cluster', label: 'Cluster' },
        { name: 'status', label: 'State', labels: { soon: 'ends soon', invalid: 'not accepted' } },
      ],
    },
  });
}

function leftText(days: number): string {
  return days < 0 ? `${count(-days, 'day')} ago` : `${count(days, 'day')} left`;
}
