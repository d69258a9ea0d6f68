import { TfeProvider } from '@cdktf/provider-tfe/lib/provider/index.js';
import {
  HcpEnforcement,
  HcpExecution,
  HcpProject,
  HcpRunStage,
  HcpRunTask,
  HcpTeam,
  HcpTeamRole,
  HcpVariableSet,
  HcpWorkspace,
  type IHcpWorkspace,
} from '@hubfleet/constructs';
import { type App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import picomatch from 'picomatch';
import type { HcpSettings } from '../fleet/schema/hcp.ts';
import { addNamedBackend } from './backend.ts';
import { cloudOf } from './clouds/registry.ts';
import type { WorkspacePlace, WorkspacesPlace } from './layer.ts';
import { widenProviderVersions } from './provider-versions.ts';
import { secretOf } from './secret-source.ts';
import { secretVariables } from './secret-variables.ts';

const stages = {
  pre_plan: HcpRunStage.PRE_PLAN,
  post_plan: HcpRunStage.POST_PLAN,
  pre_apply: HcpRunStage.PRE_APPLY,
  post_apply: HcpRunStage.POST_APPLY,
};
const enforcements = { advisory: HcpEnforcement.ADVISORY, mandatory: HcpEnforcement.MANDATORY };
const roles = {
  read: HcpTeamRole.READ,
  plan: HcpTeamRole.PLAN,
  write: HcpTeamRole.WRITE,
  admin: HcpTeamRole.ADMIN,
};

/** A stack and the workspace that keeps its state. */
interface Kept {
  readonly place: WorkspacePlace;
  readonly workspace: IHcpWorkspace;
}

/** Builds the stack that sets up the workspaces of the others: logins, secrets to fill in, run task and teams. */
export function buildWorkspaces(app: App, { name, hcp, backend, workspaces }: WorkspacesPlace): TerraformStack {
  const stack = new TerraformStack(app, name);
  addNamedBackend(stack, backend, { key: name, stack: name });
  new TfeProvider(stack, 'Tfe', { hostname: hcp.hostname, organization: hcp.organization });
  const kept = createWorkspaces(stack, hcp, workspaces);
  giveLogins(stack, kept);
  if (hcp.runTask) askTask(stack, hcp.runTask, kept);
  grantTeams(stack, hcp.teams, kept);
  widenProviderVersions(stack, ['tfe']);
  return stack;
}

function createWorkspaces(stack: TerraformStack, hcp: HcpSettings, places: readonly WorkspacePlace[]): Kept[] {
  const projects = new Construct(stack, 'Projects');
  const names = [...new Set(places.flatMap(({ home }) => home.project ?? []))];
  const projectIds = new Map(names.map((name) => [name, new HcpProject(projects, name, name).projectId]));
  const all = new Construct(stack, 'Workspaces');
  return places.map((place) => {
    const workspace = new HcpWorkspace(all, place.name, {
      workspaceName: place.name,
      description: `Stack ${place.name} of hubfleet`,
      projectId: projectIds.get(place.home.project ?? ''),
      tags: tagsOf(place),
      execution: executionOf(hcp),
      terraformVersion: hcp.terraformVersion,
      assessments: hcp.assessments,
    });
    for (const variable of secretVariables(place)) workspace.addSecretVariable(variable);
    return { place, workspace };
  });
}

function executionOf({ execution }: HcpSettings): HcpExecution {
  if (execution === 'remote') return HcpExecution.REMOTE;
  return execution === 'local' ? HcpExecution.LOCAL : HcpExecution.agent(execution);
}

function tagsOf({ cluster, layer, hub }: WorkspacePlace): Record<string, string> {
  return { cluster: cluster.name, layer, ...(hub ? { hub: hub.name, stage: hub.stage } : {}) };
}

function giveLogins(stack: TerraformStack, kept: readonly Kept[]): void {
  const logins = new Construct(stack, 'Logins');
  for (const cluster of new Set(kept.map(({ place }) => place.cluster))) {
    const login = cloudOf(cluster).hcpLogin(cluster);
    if (!login) continue;
    const set = new HcpVariableSet(logins, cluster.name, {
      variableSetName: `hubfleet-${cluster.name}`,
      description: `How runs of cluster ${cluster.name} log in to their cloud`,
      login,
    });
    for (const { place, workspace } of kept) if (place.cluster === cluster) set.attach(workspace);
  }
}

function askTask(stack: TerraformStack, settings: NonNullable<HcpSettings['runTask']>, kept: readonly Kept[]): void {
  const task = new HcpRunTask(stack, 'RunTask', {
    taskName: 'hubfleet',
    url: settings.url,
    hmacKey: secretOf(settings.key),
    description: 'Policies of hubfleet',
  });
  for (const { workspace } of kept) {
    task.attach(workspace, {
      stages: settings.stages.map((stage) => stages[stage]),
      enforcement: enforcements[settings.enforcement],
    });
  }
}

function grantTeams(stack: TerraformStack, teams: HcpSettings['teams'], kept: readonly Kept[]): void {
  const scope = new Construct(stack, 'Teams');
  for (const [name, { role, stacks }] of Object.entries(teams)) {
    const team = new HcpTeam(scope, name, name);
    const isGranted = picomatch(stacks);
    for (const { place, workspace } of kept) if (isGranted(place.name)) team.grant(workspace, roles[role]);
  }
}
