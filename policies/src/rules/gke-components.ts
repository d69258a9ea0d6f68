import type { Resource } from '../resource';
import { all, judge, type Verdict } from '../verdict';

/** Logging and monitoring of a GKE cluster: the older switch and the newer list must both let the system through. */
export function components(cluster: Resource, kind: 'logging' | 'monitoring'): Verdict {
  const [service, list] = [`${kind}_service`, `${kind}_config.enable_components`];
  return all(
    judge(cluster.get(service), service, (value) => (value === 'none' ? `${service} is "none"` : undefined)),
    cluster.get(`${kind}_config`).state === 'default'
      ? []
      : judge(cluster.get(list), list, (value) => {
          if (value === undefined) return undefined;
          const names = Array.isArray(value) ? value : [];
          return names.includes('SYSTEM_COMPONENTS') ? undefined : `${list} does not hold SYSTEM_COMPONENTS`;
        }),
  );
}
