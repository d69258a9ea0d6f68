import type { createColors } from 'picocolors';
import type { HealthEvent } from '../health/health-event.ts';
import { type HubResult, hubLabel, type LayerResult, layerLabel, type Verdict } from '../health/result.ts';
import { wrap } from './wrap.ts';

/** How a check is shown while it runs. */
export interface VerifyTextOptions {
  readonly colors: ReturnType<typeof createColors>;
  /** Characters per line. */
  readonly width: number;
  /** Whether a line can be written over: what goes on right now is shown in the last one. */
  readonly live: boolean;
  /** Whether several hubs write between each other, so that every line needs the name of its hub. */
  readonly several: boolean;
  /** Whether a hub is checked with several profile choices, so that layers need the name of theirs. */
  readonly choices: boolean;
}

const CLEAR_LINE = '\r\u001b[2K';

/** Text for one event, ready to be written: lines for what has ended, a last line without an end for what goes on. */
export function renderVerifyEvent(event: HealthEvent, options: VerifyTextOptions): string {
  const { live, several, colors } = options;
  const text = eventText(event, options);
  if (live && (event.kind === 'started' || event.kind === 'progress')) return `${CLEAR_LINE}${text}`;
  if (event.kind === 'started' || (event.kind === 'progress' && event.isFleeting)) return '';
  const prefix = several ? `${colors.dim(`[${event.hub}]`)} ` : '';
  const lines = text.split('\n').map((line) => `${prefix}${line}\n`);
  return (live ? CLEAR_LINE : '') + lines.join('');
}

function eventText(event: HealthEvent, options: VerifyTextOptions): string {
  const { colors, width, live } = options;
  switch (event.kind) {
    case 'hub':
      return `${colors.bold(event.hub)} ${event.url}`;
    case 'started':
      return colors.dim(`  ...   ${layerLabel(event)}`);
    case 'progress': {
      const line = live ? `  ...   ${event.layer}: ${event.text}` : `        ${event.layer}: ${event.text}`;
      return colors.dim(line.length < width ? line : `${line.slice(0, width - 2)}…`);
    }
    case 'finished':
      return layerLines(event.result, options).join('\n');
    case 'done':
      return summaryLine(event.result, options);
  }
}

function layerLines(result: LayerResult, { colors, width, choices }: VerifyTextOptions): string[] {
  const paint = { pass: colors.green, warn: colors.yellow, fail: colors.red, skip: colors.dim }[result.verdict];
  const time = result.attempts > 0 ? `${result.seconds.toFixed(1)} s` : '';
  const again = result.attempts > 1 ? ` (${result.attempts} attempts)` : '';
  const what = `${layerLabel(result)}${choices && result.choice !== undefined ? ` [${result.choice}]` : ''}`;
  const text = result.verdict === 'pass' ? result.detail : (result.cause ?? result.detail);
  const first = `  ${paint(WORDS[result.verdict])}  ${what.padEnd(choices ? 28 : 18)} ${time.padStart(8)}  ${text ?? ''}${again}`;
  if (result.verdict !== 'fail' && result.verdict !== 'warn') return [first.trimEnd()];
  const events = result.verdict === 'fail' ? (result.events ?? []) : [];
  return [
    first.trimEnd(),
    ...events.flatMap((line) => wrap(`- ${line}`, width, '          ')).map((line) => colors.dim(line)),
    ...(result.remedy === undefined ? [] : wrap(`to mend: ${result.remedy}`, width, '        ').map(colors.cyan)),
  ];
}

const WORDS: Readonly<Record<Verdict, string>> = { pass: 'ok  ', warn: 'warn', fail: 'FAIL', skip: 'skip' };

function summaryLine(result: HubResult, { colors }: VerifyTextOptions): string {
  const of = (verdict: Verdict) => result.layers.filter((layer) => layer.verdict === verdict);
  const failed = of('fail').map(layerLabel);
  const state = {
    healthy: colors.green('healthy'),
    unhealthy: colors.red(`unhealthy: ${[...new Set(failed)].join(', ')}`),
    interrupted: colors.yellow('interrupted'),
  }[result.verdict];
  const counts = [
    `${of('pass').length} ok`,
    ...(of('warn').length > 0 ? [`${of('warn').length} to look at`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(of('skip').length > 0 ? [`${of('skip').length} skipped`] : []),
  ];
  return `${hubLabel(result)} is ${state} (${counts.join(', ')}, ${result.seconds.toFixed(1)} s)`;
}
