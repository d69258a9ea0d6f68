import { fail } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';

const NOTHING = { aws_iam_role: { ci: { name: 'ci' } } };

/** Programs and people come by roles. */
export const iamUser = cloudRule(
  {
    id: 'security/iam-user',
    title: 'There are no IAM users',
    why: 'A user has a password or keys that live until somebody removes them. Roles are taken for an hour.',
    severity: 'high',
    remedy: 'Let people in by IAM Identity Center, CI by OIDC, and pods by identities of their service account.',
    references: numbers({ checkov: 'CKV_AWS_273', trivy: 'AWS-0143' }),
  },
  { pass: NOTHING, fail: { aws_iam_user: { ci: { name: 'ci' } } } },
  { aws_iam_user: () => fail('a user is made, whose password and keys do not expire') },
);

/** Keys that never end are not made. */
export const iamAccessKey = cloudRule(
  {
    id: 'security/iam-access-key',
    title: 'No access keys are made',
    why: 'An access key never expires, its secret is in the Terraform state in the clear, and it works from anywhere.',
    severity: 'high',
    remedy:
      'Let CI take a role by OIDC (aws_iam_openid_connect_provider), and pods by the identity of their service account.',
    references: numbers({ checkov: 'CKV2_AWS_22' }),
  },
  { pass: NOTHING, fail: { aws_iam_access_key: { ci: { user: 'ci' } } } },
  { aws_iam_access_key: () => fail('an access key is made, which never expires and lies in the state') },
);
