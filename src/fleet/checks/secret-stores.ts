import { cloudOf } from '../clouds/registry.ts';
import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import type { Authentication } from '../schema/authentication.ts';
import { isSecretReference, parseSecretReference } from '../schema/secret-reference.ts';

/** A secret lives in a store of the cloud the cluster is in. */
export const checkSecretStores: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { provider } = cluster.value;
    const stores = cloudOf(cluster.value).secretStores;
    return rightHubs(cluster).flatMap(({ source, value: { authentication } }) =>
      secretsOf(authentication).flatMap(([key, reference]) => {
        const { store } = parseSecretReference(reference);
        if (stores.includes(store)) return [];
        const message = `a cluster on ${provider} cannot read ${store}`;
        return [source.problem(['authentication', key], { message, remedy: `use ${stores.join(' or ')}` })];
      }),
    );
  });

function secretsOf(authentication: Authentication): [key: string, reference: string][] {
  return Object.entries(authentication).filter((entry) => isSecretReference(entry[1]));
}
