import type { FleetReport } from '../../report/fleet-report.ts';
import type { HubRow } from '../../report/hub-row.ts';
import { findingsBadge, healthBadge } from './badge.ts';
import { html } from './markup.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { AUDIENCES, CLOUDS, dollars, LOGINS, size } from './words.ts';

/** File of a hub's own page, from the folder of the report. */
export function hubPageFile({ cluster, name }: Pick<HubRow, 'cluster' | 'name'>): string {
  return `hubs/${cluster}-${name}.html`;
}

/** All hubs in a table that can be searched, filtered and sorted. */
export function hubsSection({ hubs }: FleetReport): Section {
  return {
    id: 'hubs',
    title: 'Hubs',
    body: renderTable({
      id: 'hub-table',
      caption: 'Hubs with who may log in, what users may choose and what it is expected to cost a month',
      columns: [
        { label: 'Hub' },
        { label: 'Cluster' },
        { label: 'Stage' },
        { label: 'Login' },
        { label: 'Largest', type: 'number' },
        { label: 'Quota', type: 'number' },
        { label: 'Chart' },
        { label: 'Cost', type: 'number' },
        { label: 'Findings', type: 'number' },
        { label: 'Health' },
      ],
      rows: hubs.map(hubRow),
      empty: 'There is no hub.',
      filter: {
        what: 'hubs',
        facets: [
          { name: 'cluster', label: 'Cluster' },
          { name: 'cloud', label: 'Cloud', labels: CLOUDS },
          { name: 'stage', label: 'Stage' },
          { name: 'login', label: 'Login', labels: LOGINS },
          { name: 'state', label: 'Health' },
        ],
      },
    }),
  };
}

function hubRow(hub: HubRow): Row {
  const { cluster, name, displayName, domain, stage, login, profiles, home, monthlyUsd, findings, health } = hub;
  const largest = Math.max(...profiles.map(({ memoryLimitGiB }) => memoryLimitGiB));
  const hasGpu = profiles.some(({ gpus }) => gpus > 0);
  return {
    facets: { cluster, cloud: hub.provider, stage, login: login.kind, state: health?.lastVerdict ?? 'not checked' },
    cells: [
      {
        show: html`<a href="${hubPageFile(hub)}">${displayName}</a><span class="sub">${name} · ${domain}</span>`,
        by: displayName,
      },
      html`<a href="#cluster-${cluster}">${cluster}</a>`,
      stage,
      {
        show: html`${LOGINS[login.kind]}<span class="sub">${AUDIENCES[login.audience]}</span>`,
        by: LOGINS[login.kind],
      },
      { show: html`${size(largest)} GiB${hasGpu && html`<span class="sub">and GPU</span>`}`, by: largest },
      home.quotaGiB === undefined ? { show: 'no homes', by: 0 } : { show: `${home.quotaGiB} GiB`, by: home.quotaGiB },
      hub.chartVersion,
      monthlyUsd === undefined ? { show: 'not known', by: '' } : { show: dollars(monthlyUsd), by: monthlyUsd },
      { show: findingsBadge(findings), by: findings.errors * 1000 + findings.warnings },
      { show: healthBadge(health), by: health?.lastVerdict ?? '' },
    ],
  };
}
