import { DataTfeTeam } from '@cdktf/provider-tfe/lib/data-tfe-team';
import { TeamAccess } from '@cdktf/provider-tfe/lib/team-access';
import { Construct } from 'constructs';
import type { IHcpWorkspace } from './workspace';

/** What the members of a team may do in a workspace. */
export enum HcpTeamRole {
  /** Look at runs and states. */
  READ = 'read',
  /** Start plans, not apply them. */
  PLAN = 'plan',
  /** Apply plans and change variables. */
  WRITE = 'write',
  /** Everything, team access too. A program that reads plans as JSON needs it. */
  ADMIN = 'admin',
}

/** A team of the organization, which is there already: who belongs to it is decided elsewhere. */
export class HcpTeam extends Construct {
  private readonly teamId: string;

  /** @param teamName name of the team in the organization */
  constructor(scope: Construct, id: string, teamName: string) {
    super(scope, id);
    this.teamId = new DataTfeTeam(this, 'Resource', { name: teamName }).id;
  }

  /** Lets the team into a workspace. */
  public grant(workspace: IHcpWorkspace, role: HcpTeamRole): void {
    new TeamAccess(this, `Workspace-${workspace.workspaceName}`, {
      teamId: this.teamId,
      workspaceId: workspace.workspaceId,
      access: role,
    });
  }
}
