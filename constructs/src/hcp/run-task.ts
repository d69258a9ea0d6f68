import { OrganizationRunTask } from '@cdktf/provider-tfe/lib/organization-run-task';
import { WorkspaceRunTask } from '@cdktf/provider-tfe/lib/workspace-run-task';
import { Construct } from 'constructs';
import { invalidProp, isLiteral } from '../private/errors';
import type { Secret } from '../secret';
import type { IHcpWorkspace } from './workspace';

/** When in a run a task is asked. */
export enum HcpRunStage {
  /** Before the plan: the task sees the configuration. */
  PRE_PLAN = 'pre_plan',
  /** After the plan: the task sees it. */
  POST_PLAN = 'post_plan',
  /** Before the apply, with the plan that was confirmed. */
  PRE_APPLY = 'pre_apply',
  /** After the apply, which nothing can stop any more. */
  POST_APPLY = 'post_apply',
}

/** What a task that fails does to the run. */
export enum HcpEnforcement {
  /** It warns. */
  ADVISORY = 'advisory',
  /** It stops the run. */
  MANDATORY = 'mandatory',
}

/** Properties of `HcpRunTask`. */
export interface HcpRunTaskProps {
  /** Name of the task, unique in its organization. */
  readonly taskName: string;
  /** Address of the server that answers, `https://…`: `hubfleet hcp serve` behind a proxy that speaks TLS. */
  readonly url: string;
  /** The key that signs requests, the same as that of the server. */
  readonly hmacKey: Secret;
  /**
   * What the task does.
   * @default - none
   */
  readonly description?: string;
}

/** How a task is attached to a workspace. */
export interface HcpRunTaskAttachment {
  /**
   * When the task is asked.
   * @default [HcpRunStage.POST_PLAN]
   */
  readonly stages?: HcpRunStage[];
  /**
   * What a failure does.
   * @default HcpEnforcement.MANDATORY
   */
  readonly enforcement?: HcpEnforcement;
}

/**
 * A run task: a server that judges runs before HCP Terraform goes on with them. HCP Terraform tries the server out
 * when the task is made, so the server must run by then.
 */
export class HcpRunTask extends Construct {
  private readonly taskId: string;

  constructor(scope: Construct, id: string, props: HcpRunTaskProps) {
    super(scope, id);
    const { taskName, url, hmacKey, description } = props;
    if (isLiteral(url) && !/^https:\/\/[^\s/]/.test(url)) {
      throw invalidProp(this, 'url', `must begin with https://, got '${url}'`, 'put a proxy that speaks TLS before it');
    }
    const task = new OrganizationRunTask(this, 'Resource', {
      name: taskName,
      url,
      description,
      category: 'task',
      enabled: true,
      // Write-only: the key is neither in the plan nor in the state.
      hmacKeyWo: hmacKey._expression(this),
    });
    this.taskId = task.id;
  }

  /**
   * Asks the task in the runs of a workspace.
   * @param options when, and what a failure does; after the plan, and it stops the run
   */
  public attach(workspace: IHcpWorkspace, options: HcpRunTaskAttachment = {}): void {
    const { stages = [HcpRunStage.POST_PLAN], enforcement = HcpEnforcement.MANDATORY } = options;
    if (stages.length === 0)
      throw invalidProp(this, 'stages', 'must name a stage, got none', 'leave it out for post-plan');
    new WorkspaceRunTask(this, `Workspace-${workspace.workspaceName}`, {
      taskId: this.taskId,
      workspaceId: workspace.workspaceId,
      stages,
      enforcementLevel: enforcement,
    });
  }
}
