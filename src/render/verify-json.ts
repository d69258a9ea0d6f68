import type { HubResult } from '../health/result.ts';
import { renderJson } from './json.ts';

/** Results for a program: the hubs in order, each with all its layers. */
export function renderVerifyJson(hubs: readonly HubResult[]): string {
  return renderJson({ hubs });
}
