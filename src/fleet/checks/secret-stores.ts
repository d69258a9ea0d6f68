import { cloudOf } from '../clouds/registry.ts';
import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { isSecretReference, parseSecretReference } from '../schema/secret-reference.ts';
import type { Path, SourceFile } from '../source-file.ts';

/** A secret lives in a store of the cloud the cluster is in. */
export const checkSecretStores: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { provider, support } = cluster.value;
    const stores = cloudOf(cluster.value).secretStores;
    const places = [
      ...references(support, cluster.source, ['support']),
      ...rightHubs(cluster).flatMap(({ source, value: { authentication, database, imageBuilding } }) => [
        ...references(authentication, source, ['authentication']),
        ...references(database, source, ['database']),
        ...references(imageBuilding, source, ['imageBuilding']),
      ]),
    ];
    return places.flatMap(({ reference, source, path }) => {
      const { store } = parseSecretReference(reference);
      if (stores.includes(store)) return [];
      const message = `a cluster on ${provider} cannot read ${store}`;
      return [source.problem(path, { message, remedy: `use ${stores.join(' or ')}` })];
    });
  });

interface Place {
  readonly reference: string;
  readonly source: SourceFile;
  readonly path: Path;
}

/** Every reference below a value; free text that looks like one is none of ours. */
function references(value: unknown, source: SourceFile, path: Path): Place[] {
  if (isSecretReference(value)) return [{ reference: value, source, path }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => references(inner, source, [...path, key]));
}
