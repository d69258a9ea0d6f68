import type { createColors } from 'picocolors';
import type { HubSummary, StartTrend } from '../health/history/summary.ts';
import { renderJson } from './json.ts';

/** A start this much slower than before is worth a colour. */
const SLOWER = 0.25;

/** What a history says, for people. */
export function renderVerifySummary(
  hubs: readonly HubSummary[],
  unreadable: readonly string[],
  colors: ReturnType<typeof createColors>,
): string {
  const damaged = unreadable.length > 0 ? [colors.yellow(`lines that cannot be read: ${unreadable.join(', ')}`)] : [];
  const blocks = hubs.length > 0 ? hubs.flatMap((hub) => hubLines(hub, colors)) : ['no check yet'];
  return `${[...blocks, ...damaged].join('\n')}\n`;
}

/** The same for a program. */
export function renderVerifySummaryJson(hubs: readonly HubSummary[], unreadable: readonly string[]): string {
  return renderJson({ hubs, unreadableLines: unreadable });
}

function hubLines(hub: HubSummary, colors: ReturnType<typeof createColors>): string[] {
  const state = hub.lastVerdict === 'healthy' ? colors.green('healthy') : colors.red('unhealthy');
  const good = hub.lastGood === undefined ? 'never' : minute(hub.lastGood);
  const since = hub.failedSince > 0 ? `, ${hub.failedSince} failed since` : '';
  return [
    `${colors.bold(hub.hub)} ${state} at ${minute(hub.lastChecked)}`,
    `  checks ${hub.checks}, failed ${hub.failed}, flaky ${percent(hub.flakeRate)}; last good ${good}${since}`,
    ...hub.lastCauses.map((cause) => colors.red(`  ${cause}`)),
    ...hub.starts.map((start) => startLine(start, colors)),
  ];
}

function startLine(start: StartTrend, colors: ReturnType<typeof createColors>): string {
  const last = `last ${start.lastSeconds.toFixed(1)} s, median ${start.recentSeconds.toFixed(1)} s`;
  const line = `  start of ${start.choice}: ${last}`;
  if (start.change === undefined || start.earlierSeconds === undefined) return line;
  const sign = start.change >= 0 ? '+' : '';
  const trend = `before ${start.earlierSeconds.toFixed(1)} s (${sign}${percent(start.change)})`;
  return `${line}, ${start.change >= SLOWER ? colors.yellow(trend) : trend}`;
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** To the minute: seconds say nothing about a history. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
