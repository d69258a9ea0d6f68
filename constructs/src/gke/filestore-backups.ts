import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { WorkflowsWorkflow } from '@cdktf/provider-google/lib/workflows-workflow';
import { Construct } from 'constructs';
import { terraformLiteral } from '../hub/terraform-literal';
import { invalidProp, isLiteral } from '../private/errors';
import { fitName } from '../private/names';
import { filestoreBackupWorkflow } from './filestore-backup-workflow';

/** How the backups of a Filestore instance are kept. */
export interface FilestoreBackupOptions {
  /** Project of the instance. */
  readonly project: string;
  /** Region in which backups are kept, and in which the schedule runs. */
  readonly region: string;
  /**
   * Days a daily backup is kept.
   * @default 30
   */
  readonly retentionDays?: number;
}

/** What is backed up. */
interface BackedUpInstance {
  readonly instanceName: string;
  readonly zone: string;
  readonly shareName: string;
}

/** Longest account id of a service account (IAM API), name of a backup less its day, name of a workflow, id of a role. */
const LIMITS = { account: 30, prefix: 52, workflow: 64, role: 64 };

/** All that the workflow needs of Filestore: it can neither change nor delete an instance. */
const PERMISSIONS = [
  'file.backups.create',
  'file.backups.delete',
  'file.backups.get',
  'file.backups.list',
  'file.instances.get',
  'file.operations.get',
];

/**
 * A backup each night. Filestore takes none by itself, so Cloud Scheduler starts a workflow that does. The APIs of Cloud
 * Scheduler, Workflows and Filestore must be on in the project.
 */
export class FilestoreBackups extends Construct {
  constructor(scope: Construct, id: string, instance: BackedUpInstance, options: FilestoreBackupOptions) {
    super(scope, id);
    const { instanceName, zone, shareName } = instance;
    const { project, region, retentionDays = 30 } = options;
    if (isLiteral(retentionDays) && !(Number.isInteger(retentionDays) && retentionDays >= 1)) {
      throw invalidProp(this, 'backups.retentionDays', `must be at least 1, got ${retentionDays}`, 'keep some days');
    }
    const account = this.createAccount(project, instanceName);
    const parent = `projects/${project}/locations/${region}`;
    const workflow = new WorkflowsWorkflow(this, 'Workflow', {
      name: fitName(`${instanceName}-backups`, LIMITS.workflow),
      description: `Takes a backup of Filestore instance ${instanceName} and deletes those older than ${retentionDays} days`,
      project,
      region,
      serviceAccount: account.id,
      callLogLevel: 'LOG_ERRORS_ONLY',
      deletionProtection: false,
      sourceContents: terraformLiteral(
        filestoreBackupWorkflow({
          instance: `projects/${project}/locations/${zone}/instances/${instanceName}`,
          shareName,
          parent,
          prefix: fitName(instanceName, LIMITS.prefix),
          retentionDays,
        }),
      ),
    });
    new CloudSchedulerJob(this, 'Resource', {
      name: workflow.name,
      project,
      region,
      schedule: '30 1 * * *',
      timeZone: 'Etc/UTC',
      retryConfig: { retryCount: 3 },
      httpTarget: {
        uri: `https://workflowexecutions.googleapis.com/v1/${workflow.id}/executions`,
        httpMethod: 'POST',
        oauthToken: { serviceAccountEmail: account.email },
      },
    });
  }

  private createAccount(project: string, instanceName: string): ServiceAccount {
    const account = new ServiceAccount(this, 'Account', {
      accountId: fitName(`${instanceName}-backups`, LIMITS.account),
      displayName: `backups of ${fitName(instanceName, LIMITS.prefix)}`,
      project,
    });
    const roleId = fitName(`${instanceName}-backups`, LIMITS.role).replace(/-/g, '_');
    const role = new ProjectIamCustomRole(this, 'Role', {
      roleId,
      title: `backups of ${fitName(instanceName, LIMITS.prefix)}`,
      permissions: [...PERMISSIONS],
      project,
    });
    // By its name, so that what judges roles can see which one it is.
    const roles = {
      Backups: `projects/${project}/roles/${roleId}`,
      Executions: 'roles/workflows.invoker',
      Logs: 'roles/logging.logWriter',
    };
    for (const [id, granted] of Object.entries(roles)) {
      const member = `serviceAccount:${account.email}`;
      new ProjectIamMember(this, id, { project, role: granted, member, dependsOn: [role] });
    }
    return account;
  }
}
