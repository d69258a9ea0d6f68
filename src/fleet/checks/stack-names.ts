import { cloudOf } from '../clouds/registry.ts';
import { type ClusterDraft, type Draft, type FleetCheck, rightClusters } from '../draft.ts';
import { type Problem, wholeFile } from '../problem.ts';
import { clusterLayers, hcpStackName, stackName } from '../stack-name.ts';

/** Names made of a cluster and a hub are unique in the fleet and fit the cloud. */
export const checkStackNames: FleetCheck = (draft) => [...repeatedNames(draft), ...longNames(draft)];

function repeatedNames({ fleet, clusters }: Draft): Problem[] {
  const taken = new Map<string, string>();
  if (fleet.source && fleet.value?.hcp) taken.set(hcpStackName, fleet.source.file);
  return clusters.flatMap(stacksOf).flatMap(({ name, file }) => {
    const first = taken.get(name);
    taken.set(name, first ?? file);
    // Within a cluster only a reserved hub name can do this, and that has its own problem.
    if (!first || first === file || sameFolder(first, file)) return [];
    return [wholeFile(file, `stack ${name} is made by ${first} too`, 'rename one of the two')];
  });
}

function stacksOf({ name, file, hubs }: ClusterDraft) {
  return [
    { name: stackName(name), file },
    ...clusterLayers.map((layer) => ({ name: stackName(name, layer), file })),
    ...hubs.map((hub) => ({ name: stackName(name, hub.name), file: hub.source.file })),
  ];
}

/** Whether a hub file belongs to the cluster file. */
function sameFolder(clusterFile: string, hubFile: string): boolean {
  return hubFile.startsWith(clusterFile.replace(/cluster\.yaml$/, 'hubs'));
}

const longNames: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ name, value, hubs }) => {
    const { maxLength, what } = cloudOf(value).hubIdentity;
    return hubs.flatMap((hub) => {
      const identity = stackName(name, hub.name);
      if (identity.length <= maxLength) return [];
      const message = `${identity} has ${identity.length} characters and names ${what}, which may have ${maxLength}`;
      return [wholeFile(hub.source.file, message, 'shorten the name of the hub or the cluster')];
    });
  });
