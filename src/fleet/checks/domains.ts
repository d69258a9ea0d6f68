import { type Draft, type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import type { Path, SourceFile } from '../source-file.ts';

interface Place {
  readonly domain: string;
  readonly source: SourceFile;
  readonly path: Path;
}

/** A host name leads to one hub, to one BinderHub, or to one Grafana. */
export const checkDomains: FleetCheck = (draft) => {
  const taken = new Map<string, string>();
  return domainsOf(draft).flatMap(({ domain, source, path }) => {
    const first = taken.get(domain);
    if (!first) {
      taken.set(domain, source.file);
      return [];
    }
    const message = `domain ${domain} is taken by ${first}`;
    return [source.problem(path, { message, remedy: 'give each hub its own' })];
  });
};

function domainsOf(draft: Draft): Place[] {
  return [
    ...draft.clusters.flatMap(rightHubs).flatMap(({ source, value: { domain, imageBuilding } }) => {
      const page = imageBuilding?.binder?.domain;
      return [
        { domain, source, path: ['domain'] },
        ...(page === undefined ? [] : [{ domain: page, source, path: ['imageBuilding', 'binder', 'domain'] }]),
      ];
    }),
    ...rightClusters(draft).flatMap(({ source, value: { support } }) =>
      support.grafana ? [{ domain: support.grafana.domain, source, path: ['support', 'grafana', 'domain'] }] : [],
    ),
  ];
}
