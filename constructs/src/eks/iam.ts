import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { Construct } from 'constructs';
import { fitName } from '../private/names';

/** Longest name of an IAM role (AWS IAM quotas). */
const ROLE_NAME_LIMIT = 64;

/** The OIDC identity provider of a cluster, as trust policies name it. */
export interface OidcProvider {
  readonly arn: string;
  /** Issuer without `https://`. */
  readonly issuer: string;
}

function role(scope: Construct, roleName: string, trust: object): IamRole {
  const statement = { Effect: 'Allow', ...trust };
  return new IamRole(scope, 'Role', {
    name: fitName(roleName, ROLE_NAME_LIMIT),
    assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
}

/** A role that an AWS service assumes. */
export function serviceRole(scope: Construct, roleName: string, service: string): IamRole {
  return role(scope, roleName, { Principal: { Service: service }, Action: ['sts:AssumeRole', 'sts:TagSession'] });
}

/** A role that one Kubernetes service account assumes, and no other. */
export function serviceAccountRole(
  scope: Construct,
  roleName: string,
  provider: OidcProvider,
  namespace: string,
  serviceAccountName: string,
): IamRole {
  return role(scope, roleName, {
    Principal: { Federated: provider.arn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${provider.issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccountName}`,
        [`${provider.issuer}:aud`]: 'sts.amazonaws.com',
      },
    },
  });
}

/** Attaches policies that AWS maintains, by their names without the ARN. */
export function attachAwsPolicies(scope: Construct, target: IamRole, policyNames: string[]): IamRolePolicyAttachment[] {
  return policyNames.map(
    (policyName) =>
      new IamRolePolicyAttachment(scope, policyName.split('/').pop() ?? policyName, {
        role: target.name,
        policyArn: `arn:aws:iam::aws:policy/${policyName}`,
      }),
  );
}
