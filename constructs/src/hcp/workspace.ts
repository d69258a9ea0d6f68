import { Variable } from '@cdktf/provider-tfe/lib/variable';
import { Workspace } from '@cdktf/provider-tfe/lib/workspace';
import { WorkspaceSettings } from '@cdktf/provider-tfe/lib/workspace-settings';
import { Construct, type IConstruct } from 'constructs';
import { invalidProp, isLiteral } from '../private/errors';
import { HcpExecution } from './execution';

/** A workspace of HCP Terraform or Terraform Enterprise. */
export interface IHcpWorkspace extends IConstruct {
  /** Name of the workspace in its organization. */
  readonly workspaceName: string;
  /** Id of the workspace, `ws-…`. */
  readonly workspaceId: string;
}

/** Properties of `HcpWorkspace`. */
export interface HcpWorkspaceProps {
  /** Name of the workspace: that in the `cloud` block of the stack whose state it keeps. */
  readonly workspaceName: string;
  /**
   * What the workspace is for, as people read it in the browser.
   * @default - none
   */
  readonly description?: string;
  /**
   * Id of the project, `prj-…`.
   * @default - the default project of the organization
   */
  readonly projectId?: string;
  /**
   * Tags of the workspace, by key.
   * @default - none
   */
  readonly tags?: { [key: string]: string };
  /**
   * Where runs take place.
   * @default HcpExecution.REMOTE
   */
  readonly execution?: HcpExecution;
  /**
   * Version of Terraform, or a constraint. Write-only arguments need 1.11.
   * @default '~> 1.11'
   */
  readonly terraformVersion?: string;
  /**
   * Folder of the configuration in what is uploaded or in the repository.
   * @default - its root
   */
  readonly workingDirectory?: string;
  /**
   * Let HCP Terraform look for drift and failed checks once a day. Not every edition does.
   * @default false
   */
  readonly assessments?: boolean;
}

/**
 * A workspace that keeps the state of one stack and runs it. Plans wait for a person or a program that applies them.
 *
 * The state goes with the workspace, so Terraform refuses to destroy it here, and HCP Terraform refuses as long as
 * the state holds resources.
 *
 * @stateful
 */
export class HcpWorkspace extends Construct implements IHcpWorkspace {
  public readonly workspaceName: string;
  public readonly workspaceId: string;

  constructor(scope: Construct, id: string, props: HcpWorkspaceProps) {
    super(scope, id);
    const { workspaceName, execution = HcpExecution.REMOTE, terraformVersion = '~> 1.11', assessments = false } = props;
    if (isLiteral(workspaceName) && !/^[A-Za-z0-9_-]{1,90}$/.test(workspaceName)) {
      const problem = `must have 1 to 90 letters, digits, dashes and underscores, got '${workspaceName}'`;
      throw invalidProp(this, 'workspaceName', problem, 'rename the workspace');
    }
    const workspace = new Workspace(this, 'Resource', {
      name: workspaceName,
      description: props.description,
      projectId: props.projectId,
      tags: props.tags,
      ignoreAdditionalTags: true,
      terraformVersion,
      workingDirectory: props.workingDirectory,
      assessmentsEnabled: assessments,
      autoApply: false,
      queueAllRuns: false,
      speculativeEnabled: true,
      forceDelete: false,
      lifecycle: { preventDestroy: true },
    });
    this.workspaceName = workspaceName;
    this.workspaceId = workspace.id;
    new WorkspaceSettings(this, 'Settings', {
      workspaceId: workspace.id,
      executionMode: execution.mode,
      agentPoolId: execution.agentPoolId,
      globalRemoteState: false,
    });
  }

  /**
   * Declares a secret that the configuration of the workspace takes as a Terraform variable. Its value is typed into
   * the workspace once and stays there: neither this configuration nor its state ever has it.
   * @param variableName name of the Terraform variable
   */
  public addSecretVariable(variableName: string): void {
    new Variable(this, `Secret-${variableName}`, {
      workspaceId: this.workspaceId,
      key: variableName,
      value: '',
      category: 'terraform',
      sensitive: true,
      description: 'Filled in by hand; Terraform leaves the value alone.',
      lifecycle: { ignoreChanges: ['value'] },
    });
  }
}
