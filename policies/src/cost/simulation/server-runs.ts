import type { Random } from './random';
import type { CullingSettings, HubUse, UsageModel } from './usage-model';
import { MINUTES_PER_HOUR, MINUTES_PER_WEEK, weekClock } from './week';

/** Servers by the minute they start and stop, from Monday 00:00. All arrays have the same length. */
export interface ServerRuns {
  readonly start: Float64Array;
  readonly stop: Float64Array;
  /** Index of the profile; workers come after the profiles. */
  readonly kind: Uint16Array;
}

const LONGEST_VISIT_HOURS = 24;

/** Collects runs whose number is not known beforehand. */
class RunList {
  readonly starts: number[] = [];
  readonly stops: number[] = [];
  readonly kinds: number[] = [];

  add(start: number, stop: number, kind: number): void {
    if (stop <= start) return;
    this.starts.push(start);
    this.stops.push(stop);
    this.kinds.push(kind);
  }

  toRuns(): ServerRuns {
    return {
      start: Float64Array.from(this.starts),
      stop: Float64Array.from(this.stops),
      kind: Uint16Array.from(this.kinds),
    };
  }
}

/**
 * Draws what the users of a hub do in some weeks. Visits depend on the seed alone and not on culling, so that two
 * settings of culling are compared on the same visits.
 */
export function drawServerRuns(hub: HubUse, weeks: number, random: Random): ServerRuns {
  const { usage, culling, dask } = hub;
  const clock = weekClock(usage.arrivals);
  const choose = chooser(hub.profiles.map(({ share }) => share));
  const runs = new RunList();
  for (let user = 0; user < usage.users; user++) {
    const visits = drawVisits(usage, weeks, clock, random);
    const kind = choose(random.next());
    serverRuns(visits, culling, kind, runs);
    if (!dask) continue;
    for (const start of visits.starts) {
      if (random.next() >= dask.share) continue;
      for (let worker = 0; worker < dask.workers; worker++) {
        runs.add(start, start + dask.hours * MINUTES_PER_HOUR, hub.profiles.length);
      }
    }
  }
  return runs.toRuns();
}

interface Visits {
  readonly starts: Float64Array;
  readonly minutes: Float64Array;
}

function drawVisits(usage: UsageModel, weeks: number, clock: ReturnType<typeof weekClock>, random: Random): Visits {
  const count = random.poisson(usage.sessionsPerWeek * weeks);
  const starts = new Float64Array(count);
  const minutes = new Float64Array(count);
  const mean = usage.hoursPerSession * MINUTES_PER_HOUR;
  for (let visit = 0; visit < count; visit++) {
    starts[visit] = Math.floor(random.next() * weeks) * MINUTES_PER_WEEK + clock(random.next);
    minutes[visit] = (usage.varied ?? true) ? Math.min(random.exponential(mean), LONGEST_VISIT_HOURS * 60) : mean;
  }
  return { starts: starts.sort(), minutes };
}

/** A visit to a server that still runs keeps it running; one to a server that was stopped starts it again. */
function serverRuns({ starts, minutes }: Visits, culling: CullingSettings, kind: number, runs: RunList): void {
  let from = Number.NaN;
  let activeUntil = 0;
  for (const [index, start] of starts.entries()) {
    const end = start + (minutes[index] as number);
    if (start < stopOf(activeUntil, culling)) {
      activeUntil = Math.max(activeUntil, end);
      continue;
    }
    close(from, activeUntil, culling, kind, runs);
    from = start;
    activeUntil = end;
  }
  close(from, activeUntil, culling, kind, runs);
}

/** A server that grows too old is stopped; whoever works on it starts another at once. */
function close(from: number, activeUntil: number, culling: CullingSettings, kind: number, runs: RunList): void {
  if (Number.isNaN(from)) return;
  const { maxAgeHours } = culling;
  const oldest = maxAgeHours > 0 ? maxAgeHours * MINUTES_PER_HOUR : Number.POSITIVE_INFINITY;
  let start = from;
  while (stopOf(activeUntil, culling) - start > oldest) {
    const stop = nextLook(start + oldest, culling);
    runs.add(start, stop, kind);
    if (stop >= activeUntil) return;
    start = stop;
  }
  runs.add(start, stopOf(activeUntil, culling), kind);
}

/** The minute at which the culler stops a server that was last active then. */
function stopOf(activeUntil: number, culling: CullingSettings): number {
  return nextLook(activeUntil + culling.idleMinutes, culling);
}

function nextLook(minute: number, { everyMinutes = 10 }: CullingSettings): number {
  return everyMinutes > 0 ? Math.ceil(minute / everyMinutes) * everyMinutes : minute;
}

/** Chooses by share. */
function chooser(shares: readonly number[]): (drawn: number) => number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return (drawn) => {
    let left = drawn * total;
    const found = shares.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return Math.max(found, 0);
  };
}
