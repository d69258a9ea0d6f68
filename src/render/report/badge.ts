import type { HubRow } from '../../report/hub-row.ts';
import { html, type Markup } from './markup.ts';
import { count } from './words.ts';

type Tone = 'good' | 'warn' | 'bad' | 'quiet';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', warn: '▲', bad: '✕', quiet: '–' };

/** A word with a sign and a colour: each of the three says the same. */
export function badge(tone: Tone, text: string): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${SIGNS[tone]}</span>${text}</span>`;
}

/** How a hub was at its last check. */
export function healthBadge(health: HubRow['health']): Markup {
  if (!health) return badge('quiet', 'not checked');
  return health.lastVerdict === 'healthy' ? badge('good', 'healthy') : badge('bad', 'unhealthy');
}

/** What stands to be mended. */
export function findingsBadge({ errors, warnings, waived }: HubRow['findings']): Markup {
  const rest = waived > 0 && html`<span class="sub">${waived} waived</span>`;
  if (errors > 0) return html`${badge('bad', count(errors, 'error'))}${rest}`;
  return html`${warnings > 0 ? badge('warn', count(warnings, 'warning')) : badge('good', 'none')}${rest}`;
}
