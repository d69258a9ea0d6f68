import type { Hub } from './fleet.ts';

/** What a hub file promises its users beside a server. */
export function declaredExtras(hub: Hub): ('scratch' | 'dask')[] {
  return [...(hub.scratchBucket ? ['scratch' as const] : []), ...(hasDask(hub) ? ['dask' as const] : [])];
}

/** By its own key, or as the chart of Dask Gateway that the raw values switch on. */
function hasDask(hub: Hub): boolean {
  if (hub.dask) return true;
  const values = hub.values['dask-gateway'];
  return typeof values === 'object' && values !== null && 'enabled' in values && values.enabled === true;
}
