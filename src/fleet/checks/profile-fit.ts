import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { expandProfiles, roomsOf } from '../profiles.ts';
import type { SourceFile } from '../source-file.ts';

/** A profile is complete, and a node of its pool has room for it. */
export const checkProfileFit: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) =>
    rightHubs(cluster).flatMap(({ name, source, value }) =>
      expandProfiles(value, roomsOf(name, cluster.value)).faults.map(({ index, path, message, remedy }) =>
        source.problem(hasProfiles(source) ? ['profiles', index, ...path] : ['preset'], { message, remedy }),
      ),
    ),
  );

/** Profiles that the file does not have come from its preset. */
function hasProfiles({ data }: SourceFile): boolean {
  return typeof data === 'object' && data !== null && 'profiles' in data;
}
