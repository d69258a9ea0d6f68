import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { type ClusterAccessOptions, ClusterRole } from '../access';
import type { CiIdentityOptions, CiTrust, ICiIdentity } from '../ci-trust';
import { fitName } from '../private/names';

/** What the identity of a pipeline takes from its cluster. */
export interface CiHost {
  readonly clusterArn: string;
  addAccess(accessName: string, options: ClusterAccessOptions): void;
}

/** An IAM role that runs of one pipeline assume with their own tokens: there is no key to keep or to lose. */
export class EksCiIdentity extends Construct implements ICiIdentity {
  public readonly principal: string;

  constructor(scope: Construct, id: string, host: CiHost, options: CiIdentityOptions, providerArn?: string) {
    super(scope, id);
    const { identityName, trust, permissions = [] } = options;
    const role = new IamRole(this, 'Role', {
      name: fitName(identityName, 64),
      assumeRolePolicy: trustPolicy(trust, providerArn ?? this.provider(trust)),
    });
    const statement = { Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: host.clusterArn };
    new IamRolePolicy(this, 'Policy', {
      name: 'find-cluster',
      role: role.name,
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
    for (const policyArn of permissions) {
      new IamRolePolicyAttachment(this, policyArn.split('/').pop() ?? policyArn, { role: role.name, policyArn });
    }
    host.addAccess('ci', { principal: role.arn, role: ClusterRole.ADMIN });
    this.principal = role.arn;
  }

  private provider({ issuer, audience }: CiTrust): string {
    return new IamOpenidConnectProvider(this, 'Provider', { url: issuer, clientIdList: [audience] }).arn;
  }
}

function trustPolicy({ issuer, audience, subjects }: CiTrust, providerArn: string): string {
  const host = issuer.replace('https://', '');
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subjects } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
