import type { Layer } from './layer.ts';

/**
 * `pass`: as it should be; `warn`: works, but somebody should look; `fail`: broken;
 * `skip`: not tried, and the cause says why.
 */
export type Verdict = 'pass' | 'warn' | 'fail' | 'skip';

/** What became of one layer. All texts are free of the token and of control characters. */
export interface LayerResult {
  readonly layer: Layer;
  /** Which notebook, where a layer has several. */
  readonly subject?: string;
  /** Profile choice of the server; absent for layers of the whole hub. */
  readonly choice?: string;
  readonly verdict: Verdict;
  /** Seconds of all attempts, with the pauses between them. */
  readonly seconds: number;
  /** How often it was tried; 0 for a skipped layer. */
  readonly attempts: number;
  /** What was seen. */
  readonly detail?: string;
  /** Why the verdict is not `pass`. */
  readonly cause?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** The last events of a failed layer, oldest first. */
  readonly events?: readonly string[];
}

/** What became of one hub. */
export interface HubResult {
  readonly cluster?: string;
  readonly hub: string;
  readonly url: string;
  /** When the check began, in ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  /** Version of JupyterHub, once it is known. */
  readonly version?: string;
  /** `interrupted`: somebody ended the check before it could tell. */
  readonly verdict: 'healthy' | 'unhealthy' | 'interrupted';
  readonly layers: readonly LayerResult[];
}

/** Name of a hub among those of other clusters. */
export function hubLabel({ cluster, hub }: Pick<HubResult, 'cluster' | 'hub'>): string {
  return cluster === undefined ? hub : `${cluster}/${hub}`;
}

/** Name of a layer among those of one hub. */
export function layerLabel({ layer, subject }: Pick<LayerResult, 'layer' | 'subject'>): string {
  return subject === undefined ? layer : `${layer} ${subject}`;
}
