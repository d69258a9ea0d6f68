import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { Construct } from 'constructs';
import type { CiIdentityOptions, ICiIdentity } from '../ci-trust';
import { fitName } from '../private/names';

const POOL_ID_LIMIT = 32;
const ACCOUNT_ID_LIMIT = 30;

/** A service account that runs of one pipeline act as with their own tokens: there is no key to keep or to lose. */
export class GkeCiIdentity extends Construct implements ICiIdentity {
  public readonly principal: string;

  constructor(scope: Construct, id: string, project: string, options: CiIdentityOptions) {
    super(scope, id);
    const { identityName, trust, permissions = [] } = options;
    const pool = new IamWorkloadIdentityPool(this, 'Pool', {
      workloadIdentityPoolId: fitName(identityName, POOL_ID_LIMIT),
      displayName: fitName(identityName, POOL_ID_LIMIT),
    });
    new IamWorkloadIdentityPoolProvider(this, 'Provider', {
      workloadIdentityPoolId: pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: `${trust.serviceName}-runs`,
      attributeMapping: { 'google.subject': 'assertion.sub' },
      attributeCondition: `assertion.sub in [${trust.subjects.map((subject) => `'${subject}'`).join(', ')}]`,
      oidc: { issuerUri: trust.issuer },
    });
    const account = new ServiceAccount(this, 'Resource', {
      accountId: fitName(identityName, ACCOUNT_ID_LIMIT),
      displayName: `Pipeline of ${identityName}`,
    });
    for (const [index, subject] of trust.subjects.entries()) {
      new ServiceAccountIamMember(this, `Run-${index}`, {
        serviceAccountId: account.name,
        role: 'roles/iam.workloadIdentityUser',
        member: `principal://iam.googleapis.com/${pool.name}/subject/${subject}`,
      });
    }
    // What it may do inside the cluster is bound there, so that it does not reach other clusters of the project.
    for (const role of ['roles/container.clusterViewer', ...permissions]) {
      const member = `serviceAccount:${account.email}`;
      new ProjectIamMember(this, role.split('/').pop() ?? role, { project, role, member });
    }
    this.principal = account.email;
  }
}
