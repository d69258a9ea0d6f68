import picomatch from 'picomatch';
import type { Fleet } from '../fleet/fleet.ts';
import { type StackPlace, stacksOfFleet, type WorkspacesPlace, workspacesOfFleet } from './layer.ts';

/** Which part of the fleet to build. Globs; an empty or missing list selects everything. */
export interface Selection {
  readonly cluster?: readonly string[];
  /** Given hubs, only hub stacks are selected. */
  readonly hub?: readonly string[];
  readonly stack?: readonly string[];
}

/** Any stack that the selection names, in the order of application. */
export function selectStacks(fleet: Fleet, selection: Selection): (StackPlace | WorkspacesPlace)[] {
  const ofClusters = selectClusterStacks(fleet, selection);
  // It belongs to no cluster and no hub, so whoever names one does not mean it.
  if (selection.cluster?.length || selection.hub?.length) return ofClusters;
  const stack = matcher(selection.stack);
  return [...workspacesOfFleet(fleet).filter(({ name }) => stack(name)), ...ofClusters];
}

/** Stacks of clusters that the selection names, in the order of application within each cluster. */
export function selectClusterStacks(fleet: Fleet, selection: Selection): StackPlace[] {
  const cluster = matcher(selection.cluster);
  const hub = matcher(selection.hub);
  const stack = matcher(selection.stack);
  return stacksOfFleet(fleet)
    .filter((place) => cluster(place.cluster.name))
    .filter((place) => (place.hub ? hub(place.hub.name) : !selection.hub?.length))
    .filter(({ name }) => stack(name));
}

/** Globs that match nothing: a selection by a name that does not exist is a mistake, not an empty answer. */
export function unmatchedGlobs(
  fleet: Fleet,
  selection: Selection,
): { option: string; glob: string; known: string[] }[] {
  const places = stacksOfFleet(fleet);
  const names = {
    cluster: fleet.clusters.map(({ name }) => name),
    hub: places.flatMap(({ hub }) => hub?.name ?? []),
    stack: [...workspacesOfFleet(fleet), ...places].map(({ name }) => name),
  };
  return (['cluster', 'hub', 'stack'] as const).flatMap((option) =>
    (selection[option] ?? [])
      .filter((glob) => !names[option].some((name) => picomatch.isMatch(name, glob)))
      .map((glob) => ({ option, glob, known: [...new Set(names[option])].sort() })),
  );
}

function matcher(globs: readonly string[] | undefined): (name: string) => boolean {
  return globs?.length ? picomatch([...globs]) : () => true;
}
