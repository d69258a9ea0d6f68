import { cloudOf } from '../clouds/registry.ts';
import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import type { Problem } from '../problem.ts';

/** Keys of the stack that makes a cluster. */
const OWN_ONLY = ['access', 'addOns', 'pipeline'] as const;

/** Home storage that is made inside the network of the cluster. */
const IN_NETWORK: ReadonlySet<string> = new Set(['efs', 'filestore']);

/** A cluster that is there already is not told how to be made, but where it is. */
export const checkExistingClusters: FleetCheck = (draft) => [...ownKeys(draft), ...withoutAccount(draft)];

/** What is made in the account of a cluster cannot be without one. */
const withoutAccount: FleetCheck = (draft) =>
  rightClusters(draft)
    .filter(({ value }) => !cloudOf(value).hasAccount)
    .flatMap((cluster) => [...uptimeChecks(cluster), ...scratchBuckets(cluster)]);

const NO_ACCOUNT = 'the account of a cloud, and of the cluster only a kubeconfig context is known';

function uptimeChecks({ source, value }: ReturnType<typeof rightClusters>[number]): Problem[] {
  if (!value.support.uptimeChecks) return [];
  const wrong = { message: `uptime checks need ${NO_ACCOUNT}`, remedy: 'use healthChecks, which ask from inside' };
  return [source.problem(['support', 'uptimeChecks'], wrong, 'key')];
}

function scratchBuckets(cluster: ReturnType<typeof rightClusters>[number]): Problem[] {
  const remedy = 'write scratchBucket: null, or name a bucket of yours in environment';
  return rightHubs(cluster)
    .filter(({ value }) => value.scratchBucket)
    .map(({ source }) => source.problem(['scratchBucket'], { message: `a bucket needs ${NO_ACCOUNT}`, remedy }, 'key'));
}

const ownKeys: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value }) => {
    if (!value.existing) return [];
    const problems: Problem[] = OWN_ONLY.filter((key) => given(value, key)).map((key) => {
      const message = 'hubfleet does not manage the cluster that existing names';
      return source.problem([key], { message, remedy: 'remove one of the two' }, 'key');
    });
    const inNetwork = Object.values(value.homeStorage).some(({ kind }) => IN_NETWORK.has(kind)) || value.database;
    if (inNetwork && !value.network?.existing) {
      const message =
        'file systems and databases need the network of the cluster, which network.existing does not name';
      problems.push(source.problem(['existing'], { message, remedy: 'add network.existing' }, 'key'));
    }
    return problems;
  });

function given(value: object, key: string): boolean {
  const setting = (value as Record<string, unknown>)[key];
  return typeof setting === 'object' && setting !== null && Object.keys(setting).length > 0;
}
