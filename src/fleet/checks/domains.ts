import { type FleetCheck, rightHubs } from '../draft.ts';

/** A host name leads to one hub. */
export const checkDomains: FleetCheck = (draft) => {
  const taken = new Map<string, string>();
  return draft.clusters.flatMap(rightHubs).flatMap(({ source, value }) => {
    const first = taken.get(value.domain);
    if (!first) {
      taken.set(value.domain, source.file);
      return [];
    }
    const message = `domain ${value.domain} is taken by ${first}`;
    return [source.problem(['domain'], { message, remedy: 'give each hub its own' })];
  });
};
