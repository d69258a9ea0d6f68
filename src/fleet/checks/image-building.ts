import { type ClusterDraft, type FleetCheck, type HubDraft, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';
import type { HubFile } from '../schema/hub.ts';

type Right = HubDraft & { readonly value: HubFile };

/** Images are built into a repository of the hub's own, on a pool that is there, and with a page that fits the hub. */
export const checkImageBuilding: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const taken = new Map<string, string>();
    return rightHubs(cluster).flatMap((hub) => [
      ...registryProblems(hub, cluster.value.registry?.repositories ?? [], taken),
      ...poolProblems(hub, cluster),
      ...loginProblems(hub),
      ...pageProblems(hub),
    ]);
  });

function registryProblems(
  { name, source, value }: Right,
  repositories: readonly string[],
  taken: Map<string, string>,
): Problem[] {
  const registry = value.imageBuilding?.registry;
  if (registry?.kind !== 'cluster') return [];
  const { repository } = registry;
  const path = ['imageBuilding', 'registry', 'repository'];
  if (!repositories.includes(repository)) {
    const message = `the registry of the cluster has no repository ${repository}`;
    const remedy =
      repositories.length > 0 ? suggest(repository, repositories) : 'add registry.repositories to cluster.yaml';
    return [source.problem(path, { message, remedy })];
  }
  const other = taken.get(repository);
  taken.set(repository, other ?? name);
  if (other === undefined) return [];
  const message = `hub ${other} builds into repository ${repository}, and its users may not replace images of others`;
  return [source.problem(path, { message, remedy: 'give each hub its own' })];
}

function poolProblems({ source, value }: Right, cluster: ClusterDraft): Problem[] {
  const pool = value.imageBuilding?.pool;
  const pools = cluster.value?.pools ?? {};
  if (pool === undefined || pools[pool]?.purpose === 'user') return [];
  const userPools = Object.keys(pools).filter((name) => pools[name]?.purpose === 'user');
  const message = pools[pool] ? `pool ${pool} is no user pool` : `the cluster has no pool ${pool}`;
  return [source.problem(['imageBuilding', 'pool'], { message, remedy: suggest(pool, userPools) })];
}

/** A login for visitors is BinderHub's. */
function loginProblems({ source, value: { authentication, imageBuilding, healthCheck, storage } }: Right): Problem[] {
  if (authentication.kind !== 'visitors') return [];
  const problem = (path: string[], message: string, remedy: string) => source.problem(path, { message, remedy });
  if (!imageBuilding?.binder) {
    return [problem(['authentication', 'kind'], "visitors need BinderHub's page", 'add imageBuilding.binder')];
  }
  const keeps = storage.home !== 'none' && 'visitors do not come back to their files';
  return [
    ...(keeps ? [problem(['storage'], keeps, 'write storage: { home: none }')] : []),
    ...(healthCheck
      ? [
          problem(
            ['authentication', 'kind'],
            'nobody can check a hub that only BinderHub starts servers of',
            'write healthCheck: false',
          ),
        ]
      : []),
  ];
}

function pageProblems({ source, value: { imageBuilding, chart, exposure, profiles } }: Right): Problem[] {
  if (!imageBuilding) return [];
  if (!imageBuilding.binder) {
    if (chart.hubImage) return [];
    const message = "the chart's own hub lacks jupyterhub-fancy-profiles, by which users build images";
    const remedy = "name an image with it in chart.hubImage, or use BinderHub's page (binder)";
    return [source.problem(['imageBuilding'], { message, remedy }, 'key')];
  }
  const choices =
    profiles.length > 1 || profiles.some((each) => each.images || each.sizes || each.divide || each.freeImage);
  return [
    ...(choices
      ? [
          source.problem(
            ['imageBuilding', 'binder'],
            {
              message: 'BinderHub starts the servers, nobody chooses a profile',
              remedy: 'leave one profile without choices',
            },
            'key',
          ),
        ]
      : []),
    ...(exposure?.kind === 'gateway'
      ? [
          source.problem(
            ['imageBuilding', 'binder'],
            {
              message: 'needs an ingress, got a gateway in exposure',
              remedy: 'use an ingress',
            },
            'key',
          ),
        ]
      : []),
  ];
}
