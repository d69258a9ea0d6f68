import type { Layer } from './layer.ts';
import type { HubResult, LayerResult } from './result.ts';

/** What happens during a check, for whoever shows it. Texts are clean. */
export type HealthEvent =
  | { readonly kind: 'hub'; readonly hub: string; readonly url: string }
  | { readonly kind: 'started'; readonly hub: string; readonly layer: Layer; readonly subject?: string }
  | {
      readonly kind: 'progress';
      readonly hub: string;
      readonly layer: Layer;
      readonly text: string;
      /** Whether it is worth a glance on a terminal, but no line of a log. */
      readonly isFleeting: boolean;
    }
  | { readonly kind: 'finished'; readonly hub: string; readonly result: LayerResult }
  | { readonly kind: 'done'; readonly hub: string; readonly result: HubResult };

export type HealthListener = (event: HealthEvent) => void;
