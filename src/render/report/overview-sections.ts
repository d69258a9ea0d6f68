import type { FleetReport } from '../../report/fleet-report.ts';
import { badge } from './badge.ts';
import { type Child, html, type Markup } from './markup.ts';
import type { Section } from './page.ts';
import { attentionText, count, dollars } from './words.ts';

/** Figures of the whole fleet, and what should not wait. */
export function overviewSection({ totals, attention, drift, hasHistory }: FleetReport): Section {
  const { monthly, budgetUsd } = totals;
  const health = () => {
    if (!hasHistory) return tile('–', 'health', html`no history given (<code class="whole">--history</code>)`);
    const { checked, unhealthy, hubs } = totals;
    return tile(`${checked - unhealthy} of ${checked}`, 'checked hubs healthy', `${hubs - checked} not checked`);
  };
  return {
    id: 'overview',
    title: 'Overview',
    body: html`<ul class="tiles">
${tile(totals.hubs, totals.hubs === 1 ? 'hub' : 'hubs', `on ${count(totals.clusters, 'cluster')}`)}
${tile(dollars(monthly.expected), 'expected a month', `${dollars(monthly.floor)} idle, at most ${dollars(monthly.ceiling)}`)}
${tile(dollars(budgetUsd), 'budget a month', `${Math.round((monthly.expected / Math.max(1, budgetUsd)) * 100)} % expected to be used`)}
${tile(totals.errors, 'errors of policies', `${count(totals.warnings, 'warning')}, ${totals.waived} waived`)}
${health()}
${drift ? tile(totals.drifted, 'stacks drifted', `of ${drift.stacks.length} compared`) : tile('–', 'drift', html`no comparison given (<code class="whole">--drift</code>)`)}
</ul>
<h3>Needs attention</h3>
${attentionList(attention)}`,
  };
}

function tile(figure: string | number, what: string, more: Child): Markup {
  return html`<li class="tile"><b>${figure}</b><span class="what">${what}</span><span class="sub">${more}</span></li>`;
}

const SHOWN = 12;

function attentionList(items: FleetReport['attention']): Markup {
  if (items.length === 0) return html`<p>${badge('good', 'nothing')} stands out.</p>`;
  const rest = items.slice(SHOWN);
  return html`<ul class="attention">${items.slice(0, SHOWN).map(attentionItem)}</ul>
${rest.length > 0 && html`<details><summary>${count(rest.length, 'more', 'more')}</summary><ul class="attention">${rest.map(attentionItem)}</ul></details>`}`;
}

function attentionItem(item: FleetReport['attention'][number]): Markup {
  const [where, what] = attentionText(item);
  return html`<li>${item.urgency === 'now' ? badge('bad', 'now') : badge('warn', 'soon')}<span><b>${where}</b>: ${what}</span></li>`;
}
