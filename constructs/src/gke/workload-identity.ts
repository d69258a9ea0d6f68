import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { Construct } from 'constructs';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from '../cluster';
import { fitName } from '../private/names';

/** Longest account id of a Google service account (IAM API). */
const ACCOUNT_ID_LIMIT = 30;

/** A Google service account that one Kubernetes service account may act as (workload identity federation). */
export class GkeWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations: Record<string, string>;
  public readonly principal: string;
  private readonly accountName: string;

  constructor(scope: Construct, id: string, project: string, options: WorkloadIdentityOptions) {
    super(scope, id);
    const { identityName, namespaceName, serviceAccountName } = options;
    const account = new ServiceAccount(this, 'Resource', {
      accountId: fitName(identityName, ACCOUNT_ID_LIMIT),
      displayName: `${namespaceName}/${serviceAccountName} of ${identityName}`,
    });
    new ServiceAccountIamMember(this, 'Binding', {
      serviceAccountId: account.name,
      role: 'roles/iam.workloadIdentityUser',
      member: `serviceAccount:${project}.svc.id.goog[${namespaceName}/${serviceAccountName}]`,
    });
    this.accountName = account.name;
    this.principal = `serviceAccount:${account.email}`;
    this.serviceAccountAnnotations = { 'iam.gke.io/gcp-service-account': account.email };
  }

  /** Lets the identity make tokens of itself that last for a whole hour. */
  public allowOwnTokens(): void {
    new ServiceAccountIamMember(this, 'OwnTokens', {
      serviceAccountId: this.accountName,
      role: 'roles/iam.serviceAccountTokenCreator',
      member: this.principal,
    });
  }
}
