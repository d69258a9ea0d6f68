import type { Layer } from './layer.ts';
import type { Visit } from './visit.ts';

/** What a layer that works has to say. */
export interface Outcome {
  readonly detail: string;
  /** Set if somebody should look nevertheless. */
  readonly warning?: string;
  readonly remedy?: string;
}

/** What a check is given beside the visit. */
export interface Attempt {
  /** Aborted when the time is up or the run is ended; the reason tells which. */
  readonly signal: AbortSignal;
  /**
   * Tells what happens meanwhile; the last lines are printed with a failure.
   * @param isFleeting whether it is worth a glance on a terminal, but no line of a log
   */
  report(text: string, isFleeting?: boolean): void;
}

/** One layer: what it needs, what it looks at. It throws a `HealthFailure` with the cause. */
export interface Check {
  readonly layer: Layer;
  readonly subject?: string;
  /** Layers without which this one cannot be tried. */
  readonly needs: readonly Layer[];
  /** Whether the hub has what the layer looks at; a layer that does not apply is not mentioned. */
  applies?(visit: Visit): boolean;
  run(visit: Visit, attempt: Attempt): Promise<Outcome>;
}
