import { hubLabel, layerLabel } from '../result.ts';
import type { HistoryEntry } from './entry.ts';

/** Checks that count as recent for the trend of start times. */
const RECENT = 5;

/** How often a hub was well, and how fast it starts servers. Interrupted checks do not count. */
export interface HubSummary {
  /** `cluster/hub`, or the hub alone. */
  readonly hub: string;
  readonly checks: number;
  readonly failed: number;
  /**
   * Part of the checks that went wrong by chance, 0 to 1: those that failed between two that did not, and those that
   * passed only after another attempt.
   */
  readonly flakeRate: number;
  readonly lastChecked: string;
  readonly lastVerdict: 'healthy' | 'unhealthy';
  /** When it was last found healthy; absent: never. */
  readonly lastGood?: string;
  /** Checks that failed since then, the last one included. */
  readonly failedSince: number;
  /** What the last check failed at. */
  readonly lastCauses: readonly string[];
  readonly starts: readonly StartTrend[];
}

/** How long servers of one profile choice took to start. */
export interface StartTrend {
  readonly choice: string;
  readonly starts: number;
  readonly lastSeconds: number;
  /** Median of the last five. */
  readonly recentSeconds: number;
  /** Median of those before; absent until there are as many. */
  readonly earlierSeconds?: number;
  /** `recentSeconds` against `earlierSeconds`: 0.5 is half as long again. */
  readonly change?: number;
}

/** Sums up a history by hub, sorted by name. */
export function summarizeHistory(entries: readonly HistoryEntry[]): HubSummary[] {
  const byHub = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    if (entry.verdict === 'interrupted') continue;
    const label = hubLabel(entry);
    byHub.set(label, [...(byHub.get(label) ?? []), entry]);
  }
  return [...byHub]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([hub, checks]) => summarizeHub(hub, checks.sort(byStart)) ?? []);
}

function byStart(a: HistoryEntry, b: HistoryEntry): number {
  return Date.parse(a.startedAt) - Date.parse(b.startedAt);
}

function summarizeHub(hub: string, checks: readonly HistoryEntry[]): HubSummary | undefined {
  const last = checks.at(-1);
  if (!last) return undefined;
  const lastGoodIndex = checks.findLastIndex(isHealthy);
  const lastGood = checks[lastGoodIndex]?.startedAt;
  return {
    hub,
    checks: checks.length,
    failed: checks.filter((check) => !isHealthy(check)).length,
    flakeRate: checks.filter((_, index) => isFlaky(checks, index)).length / checks.length,
    lastChecked: last.startedAt,
    lastVerdict: isHealthy(last) ? 'healthy' : 'unhealthy',
    ...(lastGood !== undefined && { lastGood }),
    failedSince: checks.length - 1 - lastGoodIndex,
    lastCauses: last.layers
      .filter(({ verdict }) => verdict === 'fail')
      .map((layer) => `${layerLabel(layer)}: ${layer.cause ?? 'no cause given'}`),
    starts: startTrends(checks),
  };
}

function isHealthy({ verdict }: HistoryEntry): boolean {
  return verdict === 'healthy';
}

function isFlaky(checks: readonly HistoryEntry[], index: number): boolean {
  const [before, check, after] = [checks[index - 1], checks[index], checks[index + 1]];
  if (!check) return false;
  if (isHealthy(check)) return check.layers.some(({ verdict, attempts }) => verdict !== 'fail' && attempts > 1);
  return before !== undefined && after !== undefined && isHealthy(before) && isHealthy(after);
}

function startTrends(checks: readonly HistoryEntry[]): StartTrend[] {
  const byChoice = new Map<string, number[]>();
  for (const { layer, choice = 'default', verdict, seconds } of checks.flatMap(({ layers }) => layers)) {
    if (layer !== 'spawn' || (verdict !== 'pass' && verdict !== 'warn')) continue;
    byChoice.set(choice, [...(byChoice.get(choice) ?? []), seconds]);
  }
  return [...byChoice].sort(([a], [b]) => (a < b ? -1 : 1)).map(([choice, seconds]) => trendOf(choice, seconds));
}

function trendOf(choice: string, seconds: readonly number[]): StartTrend {
  const recentSeconds = median(seconds.slice(-RECENT));
  const earlier = seconds.slice(0, -RECENT);
  const trend = { choice, starts: seconds.length, lastSeconds: seconds.at(-1) ?? 0, recentSeconds };
  if (earlier.length < RECENT) return trend;
  const earlierSeconds = median(earlier);
  return { ...trend, earlierSeconds, ...(earlierSeconds > 0 && { change: recentSeconds / earlierSeconds - 1 }) };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
