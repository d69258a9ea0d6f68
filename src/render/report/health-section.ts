import type { StartTrend } from '../../health/history/summary.ts';
import type { FleetReport } from '../../report/fleet-report.ts';
import type { HubHealth, RecentCheck } from '../../report/health-row.ts';
import type { HubRow } from '../../report/hub-row.ts';
import { healthBadge } from './badge.ts';
import { round } from './cost-picture.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './page.ts';
import { type Row, renderTable } from './table.ts';
import { changeOf, count, moment, percent, startSentence } from './words.ts';

/** What earlier checks found. */
export function healthSection({ hubs, hasHistory, unknownHubs }: FleetReport): Section {
  return {
    id: 'health',
    title: 'Health',
    body: html`${renderTable({
      id: 'health-table',
      caption:
        'Checks of the hubs; in the picture each bar is a check, as high as its server took to start, and each cross one that failed',
      columns: [
        { label: 'Hub' },
        { label: 'Last check' },
        { label: 'Checks', type: 'picture' },
        { label: 'Failed', type: 'number' },
        { label: 'Flaky', type: 'number' },
        { label: 'Start', type: 'number' },
      ],
      rows: hubs.flatMap((hub) => (hub.health ? [healthRow(hub, hub.health)] : [])),
      empty: hasHistory
        ? 'The history has no check of these hubs.'
        : 'No history was given; hubfleet verify --history FILE writes one, and --history FILE shows it here.',
      filter: { what: 'checked hubs', facets: [{ name: 'state', label: 'Last check' }] },
    })}
${unknownHubs.length > 0 && html`<p class="quiet small">Checks of hubs that are not in this report: ${unknownHubs.join(', ')}.</p>`}`,
  };
}

function healthRow({ cluster, name, displayName }: HubRow, health: HubHealth): Row {
  const { lastVerdict, lastChecked, lastCauses, lastGood, checks, failed, flakeRate, starts, recent } = health;
  const start = starts[0];
  const good =
    lastVerdict === 'unhealthy' && html`<span class="sub">last good ${lastGood ? moment(lastGood) : 'never'}</span>`;
  return {
    facets: { state: lastVerdict },
    cells: [
      { show: html`${displayName}<span class="sub">${cluster}/${name}</span>`, by: displayName },
      {
        show: html`${healthBadge(health)}<span class="sub">${moment(lastChecked)}</span>${lastCauses.map((cause) => html`<span class="sub">${cause}</span>`)}${good}`,
        by: lastVerdict,
      },
      checksPicture(recent),
      { show: `${failed} of ${checks}`, by: failed / checks },
      { show: percent(flakeRate), by: flakeRate },
      start ? { show: startTimes(starts), by: start.recentSeconds } : { show: '–', by: '' },
    ],
  };
}

/** How long servers take to start, and against before: by profile, where there are several. */
function startTimes(starts: readonly StartTrend[]): Markup {
  const [only, ...others] = starts;
  if (only && others.length === 0) {
    const change = only.change !== undefined && html`<span class="sub">${changeOf(only.change)}</span>`;
    return html`${only.recentSeconds.toFixed(0)} s${change}`;
  }
  return html`${starts.map((start) => html`<span class="sub">${startSentence(start)}</span>`)}`;
}

const HEIGHT = 26;
const STEP = 9;

/** The last checks, oldest first. */
export function checksPicture(recent: readonly RecentCheck[]): Markup {
  const longest = Math.max(1, ...recent.map(({ startSeconds = 0 }) => startSeconds));
  const failed = recent.filter(({ healthy }) => !healthy).length;
  const path = (isGood: boolean) =>
    recent.map((check, index) => (check.healthy === isGood ? mark(check, index * STEP, longest) : '')).join('');
  return html`<svg class="checks" role="img" aria-label="last ${count(recent.length, 'check')}, ${failed} failed" width="${Math.max(1, recent.length) * STEP}" viewBox="0 0 ${Math.max(1, recent.length) * STEP} ${HEIGHT}"><path class="ok" d="${path(true)}"/><path class="no" d="${path(false)}"/></svg>`;
}

/** A bar as high as the start took, or a cross. */
function mark({ healthy, startSeconds = 0 }: RecentCheck, x: number, longest: number): string {
  if (!healthy) return `M${x} 9l6 8m0-8l-6 8`;
  const height = round(6 + (startSeconds / longest) * (HEIGHT - 6));
  return `M${x} ${HEIGHT}v${-height}h6v${height}z`;
}
