import type { HubResult, LayerResult } from '../../../src/health/result.ts';

/** A server that started. */
export const spawned = (overrides: Partial<LayerResult> = {}): LayerResult => ({
  layer: 'spawn',
  choice: 'small',
  verdict: 'pass',
  seconds: 40,
  attempts: 1,
  ...overrides,
});

/** A check on a day of November. */
export const checkOn = (day: number, overrides: Partial<HubResult> = {}): HubResult => ({
  cluster: 'atlas',
  hub: 'research',
  url: 'https://hub.atlas.example/',
  startedAt: `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`,
  seconds: 60,
  version: '5.5.1',
  verdict: 'healthy',
  layers: [spawned()],
  ...overrides,
});
