import type { HistoryEntry } from '../health/history/entry.ts';
import { type HubSummary, summarizeHistory } from '../health/history/summary.ts';
import { hubLabel } from '../health/result.ts';

/** Checks that a picture shows. */
const SHOWN = 30;

/** What the history of checks says about a hub. */
export interface HubHealth extends Omit<HubSummary, 'hub'> {
  /** The last checks, oldest first. */
  readonly recent: readonly RecentCheck[];
}

/** One check of a hub. */
export interface RecentCheck {
  readonly at: string;
  readonly healthy: boolean;
  /** Seconds until the first server that was started was there. */
  readonly startSeconds?: number;
}

/** Health by `cluster/hub`. Causes in the history are free of tokens already. */
export function healthByHub(entries: readonly HistoryEntry[]): ReadonlyMap<string, HubHealth> {
  const summaries = summarizeHistory(entries);
  const byHub = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    if (entry.verdict === 'interrupted') continue;
    const label = hubLabel(entry);
    const list = byHub.get(label);
    if (list) list.push(entry);
    else byHub.set(label, [entry]);
  }
  return new Map(
    summaries.map(({ hub, ...summary }) => {
      const checks = [...(byHub.get(hub) ?? [])].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
      return [hub, { ...summary, recent: checks.slice(-SHOWN).map(recentCheck) }];
    }),
  );
}

function recentCheck({ startedAt, verdict, layers }: HistoryEntry): RecentCheck {
  const spawn = layers.find(({ layer, verdict: of }) => layer === 'spawn' && (of === 'pass' || of === 'warn'));
  return { at: startedAt, healthy: verdict === 'healthy', ...(spawn && { startSeconds: spawn.seconds }) };
}
