import type { Fleet } from '../fleet/fleet.ts';
import { renderProblemsJson } from './problems-json.ts';
import { count } from './problems-text.ts';

/** One line about a fleet without problems. Programs get the empty list of problems they asked for. */
export function renderFleetSummary({ organization, clusters }: Fleet, format: string): string {
  if (format === 'json') return renderProblemsJson([]);
  const hubs = clusters.flatMap((cluster) => cluster.hubs).length;
  return `${organization.name}: ${count(clusters.length, 'cluster')} and ${count(hubs, 'hub')}, no problems\n`;
}
