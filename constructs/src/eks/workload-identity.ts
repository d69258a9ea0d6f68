import { Construct } from 'constructs';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from '../cluster';
import { type OidcProvider, serviceAccountRole } from './iam';

/** An IAM role for one Kubernetes service account (IRSA). */
export class EksWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations: Record<string, string>;
  public readonly principal: string;
  /** Name of the role, for policies that are attached to it. */
  public readonly roleName: string;

  constructor(scope: Construct, id: string, provider: OidcProvider, options: WorkloadIdentityOptions) {
    super(scope, id);
    const { identityName, namespaceName, serviceAccountName } = options;
    const role = serviceAccountRole(this, identityName, provider, namespaceName, serviceAccountName);
    this.roleName = role.name;
    this.principal = role.arn;
    this.serviceAccountAnnotations = { 'eks.amazonaws.com/role-arn': role.arn };
  }
}
