import type { FleetCheck } from '../draft.ts';
import { type Problem, wholeFile } from '../problem.ts';
import { clusterName, hubName } from '../schema/name.ts';
import { clusterLayers } from '../stack-name.ts';

/** Names that come from folders and files have the same shape as names inside files. */
export const checkNames: FleetCheck = (draft) =>
  draft.clusters.flatMap((cluster) => {
    const remedy = 'rename the folder: cloud resources are named after it';
    return [
      ...nameProblem(cluster.file, clusterName, cluster.name, remedy),
      ...cluster.hubs.flatMap(({ name, source }) => [
        ...nameProblem(source.file, hubName, name, 'rename the file: cloud resources are named after it'),
        ...reserved(name).map((message) => wholeFile(source.file, message, 'rename the file')),
      ]),
    ];
  });

function nameProblem(file: string, schema: typeof clusterName, name: string, remedy: string): Problem[] {
  const result = schema.safeParse(name);
  if (result.success) return [];
  return [wholeFile(file, result.error.issues[0]?.message.split('\n')[0] ?? '', remedy)];
}

function reserved(name: string): string[] {
  if (clusterLayers.some((layer) => layer === name)) {
    return [`hub name ${name} is reserved for the stack that holds the ${name} of the cluster`];
  }
  return name === 'default' || name.startsWith('kube-') ? [`hub name ${name} is a namespace of Kubernetes itself`] : [];
}
