import picomatch from 'picomatch';
import { type Draft, type FleetCheck, rightClusters } from '../draft.ts';
import { isWorkspaceOf } from '../hcp-workspaces.ts';
import type { Problem } from '../problem.ts';
import type { HcpSettings } from '../schema/hcp.ts';
import { parseSecretReference } from '../schema/secret-reference.ts';
import type { SourceFile } from '../source-file.ts';
import { clusterLayers, stackName } from '../stack-name.ts';

/** Workspaces of HCP Terraform are set up for states that are kept in them, and logins are given to workspaces. */
export const checkHcp: FleetCheck = (draft) => {
  const { source, value } = draft.fleet;
  return [
    ...logins(draft, value?.hcp),
    ...(source && value?.hcp ? [...places(draft, source, value.hcp), ...runTask(source, value.hcp)] : []),
    ...(source && value?.hcp ? teamStacks(draft, source, value.hcp) : []),
  ];
};

function places(draft: Draft, source: SourceFile, hcp: HcpSettings): Problem[] {
  const own = draft.fleet.value?.backend;
  const problems: Problem[] = [];
  if (!own) {
    const message = 'the stack that sets up the workspaces has no place for its state';
    problems.push(source.problem(['hcp'], { message, remedy: 'add backend to fleet.yaml' }, 'key'));
  }
  const clusters = rightClusters(draft);
  const used = clusters.some(({ value }) => {
    const backend = value.backend ?? own;
    return backend !== undefined && isWorkspaceOf(backend, hcp);
  });
  if (!used && clusters.length > 0) {
    const message = `no cluster keeps its states in workspaces of ${hcp.organization} on ${hcp.hostname}`;
    const remedy = `let backend be { kind: cloud, organization: ${hcp.organization} }, or remove hcp`;
    problems.push(source.problem(['hcp', 'organization'], { message, remedy }));
  }
  return problems;
}

/** The stack of the workspaces has no cloud provider that could read a secret store. */
function runTask(source: SourceFile, { runTask: task, execution }: HcpSettings): Problem[] {
  if (!task) return [];
  const problems: Problem[] = [];
  const { store } = parseSecretReference(task.key);
  if (store !== 'variable') {
    const message = `the stack of the workspaces cannot read ${store}`;
    problems.push(source.problem(['hcp', 'runTask', 'key'], { message, remedy: 'use variable:<name>' }));
  }
  if (execution === 'local') {
    const message = 'runs that take place where Terraform was started ask no run task';
    problems.push(
      source.problem(['hcp', 'runTask'], { message, remedy: 'remove it, or let execution be remote' }, 'key'),
    );
  }
  return problems;
}

function logins(draft: Draft, hcp: HcpSettings | undefined): Problem[] {
  return rightClusters(draft).flatMap(({ source, value }) => {
    if (!('hcpLogin' in value) || !value.hcpLogin) return [];
    const backend = value.backend ?? draft.fleet.value?.backend;
    if (hcp && backend && isWorkspaceOf(backend, hcp)) return [];
    const message = hcp
      ? 'the cluster keeps its states elsewhere, so no workspace logs in for it'
      : 'hubfleet sets up no workspaces that could log in';
    const remedy = hcp ? 'remove it, or let backend be of kind cloud' : 'add hcp to fleet.yaml, or remove it';
    return [source.problem(['hcpLogin'], { message, remedy }, 'key')];
  });
}

function teamStacks(draft: Draft, source: SourceFile, { teams }: HcpSettings): Problem[] {
  const names = draft.clusters.flatMap(({ name, hubs }) => [
    stackName(name),
    ...clusterLayers.map((layer) => stackName(name, layer)),
    ...hubs.map((hub) => stackName(name, hub.name)),
  ]);
  return Object.entries(teams).flatMap(([team, { stacks }]) =>
    stacks.flatMap((glob, index) => {
      if (names.some((name) => picomatch.isMatch(name, glob))) return [];
      const message = `no stack is called '${glob}'`;
      const remedy = 'name stacks as hubfleet synth lists them, or globs of their names';
      return [source.problem(['hcp', 'teams', team, 'stacks', index], { message, remedy })];
    }),
  );
}
