import { type PolicyStatement, policyDocument } from '../../policy-document';
import type { Resource } from '../../resource';
import type { RuleCheck } from '../../rule';
import { fail, judge, pass, unknown, type Verdict } from '../../verdict';
import { cloudRule, type ExampleResources, numbers } from '../cloud-rule';
import { isForAnybody, isOnEverything, takesIn } from '../policy-statements';

const POLICY = 'aws_iam_policy';
const TYPES = [POLICY, 'aws_iam_role_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'];

function statements(
  resource: Resource,
  path: string,
  wrong: (statement: PolicyStatement) => string | undefined,
): RuleCheck {
  return (_, { resources }) => {
    const document = policyDocument(resource, path, resources);
    if ('hidden' in document) return unknown(`${path} cannot be checked: it ${document.hidden}`, path);
    const problem = document.statements.map(wrong).find((each) => each !== undefined);
    return problem === undefined ? pass : fail(`${path} ${problem}`, path);
  };
}

function forPolicies(wrong: (statement: PolicyStatement) => string | undefined): Record<string, RuleCheck> {
  const inline: RuleCheck = (role, context) =>
    role.blocks('inline_policy').flatMap((block) => statements(role, `${block.at}.policy`, wrong)(role, context));
  return {
    ...Object.fromEntries(
      TYPES.map((type): [string, RuleCheck] => [type, (it, context) => statements(it, 'policy', wrong)(it, context)]),
    ),
    aws_iam_role: inline,
  };
}

const allow = (action: string, resource = '*'): ExampleResources => ({
  [POLICY]: {
    it: { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] }) },
  },
});
const READ_ONE = allow('s3:GetObject', 'arn:aws:s3:::hub-data/*');

/** Nobody may do everything. */
export const iamFullAccess = cloudRule(
  {
    id: 'security/iam-full-access',
    title: 'No policy allows every action',
    why: 'Whoever takes such a role owns the account: data, backups, logs and the bill.',
    severity: 'critical',
    remedy: 'List the actions that are needed. Identities made by hubfleet may read and write their own buckets only.',
    references: numbers({ checkov: 'CKV_AWS_62 CKV_AWS_63', trivy: 'AWS-0057' }),
  },
  { pass: READ_ONE, fail: allow('*') },
  forPolicies(({ effect, actions, exceptActions }) => {
    if (effect === 'Deny') return undefined;
    const whole = actions.find((action) => /^\*(?::\*)?$/.test(action));
    if (whole !== undefined) return `allows the action "${whole}"`;
    return exceptActions.length > 0 ? 'allows everything but what NotAction lists' : undefined;
  }),
);

/** Rights end at one's own resources. */
export const iamServiceWildcard = cloudRule(
  {
    id: 'security/iam-service-wildcard',
    title: 'No policy allows every action of a service on every resource',
    why: 'A role with s3:* on "*" reads, changes and deletes the data of every hub in the account.',
    severity: 'high',
    remedy: 'List the actions, or name the resources they are for.',
    references: numbers({ trivy: 'AWS-0345' }),
  },
  { pass: allow('s3:*', 'arn:aws:s3:::hub-data/*'), fail: allow('s3:*') },
  forPolicies((statement) => {
    if (!isOnEverything(statement) || statement.conditions.length > 0) return undefined;
    const wide = statement.actions.find((action) => /^[\w-]+:\*$/.test(action));
    return wide === undefined ? undefined : `allows ${wide} on every resource`;
  }),
);

/** Roles are not handed on. */
export const iamPassRole = cloudRule(
  {
    id: 'security/iam-pass-role',
    title: 'No policy hands every role to any service',
    why: 'With iam:PassRole on "*" one starts a machine with the most powerful role there is and takes it from there.',
    severity: 'high',
    remedy: 'Name the roles in Resource, and the service in Condition { StringEquals { "iam:PassedToService" } }.',
    references: numbers({ trivy: 'AWS-0342' }),
  },
  { pass: allow('iam:PassRole', 'arn:aws:iam::123456789012:role/node'), fail: allow('iam:PassRole') },
  forPolicies((statement) => {
    const isBound = statement.conditions.some(({ variable }) => /^iam:PassedToService$/i.test(variable));
    const passes = statement.actions.some((action) => action !== '*' && takesIn(action, 'iam:PassRole'));
    return isOnEverything(statement) && passes && !isBound ? 'allows iam:PassRole on every role' : undefined;
  }),
);

/** Actions by which one gives oneself more (cloudsplaining, privilege escalation). */
const ESCALATION = [
  ...'CreatePolicyVersion SetDefaultPolicyVersion AttachUserPolicy AttachGroupPolicy AttachRolePolicy PutUserPolicy'.split(
    ' ',
  ),
  ...'PutGroupPolicy PutRolePolicy AddUserToGroup UpdateAssumeRolePolicy CreateAccessKey CreateLoginProfile'.split(' '),
  'UpdateLoginProfile',
].map((action) => `iam:${action}`);

/** Nobody gives themselves more. */
export const iamPrivilegeEscalation = cloudRule(
  {
    id: 'security/iam-privilege-escalation',
    title: 'No policy lets its holder change rights at will',
    why: 'Who may write policies or make keys for everybody has every right, whatever else the policy says.',
    severity: 'high',
    remedy: 'Name the users, roles or policies in Resource, or bind them by a permissions boundary in a condition.',
    references: numbers({ checkov: 'CKV_AWS_286 CKV2_AWS_40' }),
  },
  { pass: READ_ONE, fail: allow('iam:PutRolePolicy') },
  forPolicies((statement) => {
    if (!isOnEverything(statement) || statement.conditions.length > 0) return undefined;
    const pattern = statement.actions.find(
      (action) => action !== '*' && ESCALATION.some((each) => takesIn(action, each)),
    );
    return pattern === undefined
      ? undefined
      : `allows ${pattern} on every resource, which is the right to take any right`;
  }),
);

const ROLE = 'aws_iam_role';
const trust = (principal: object) => ({
  [ROLE]: {
    it: {
      assume_role_policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }],
      }),
    },
  },
});

/** A role is for those who are named. */
export const roleTrustAnybody = cloudRule(
  {
    id: 'security/role-trust-anybody',
    title: 'A role cannot be taken by everybody',
    why: 'The principal "*" is every AWS account there is.',
    severity: 'critical',
    remedy:
      'Name the service, the account or the role in Principal, or bind it by a condition such as aws:PrincipalOrgID.',
    references: numbers({ checkov: 'CKV_AWS_60 CKV_AWS_61' }),
  },
  { pass: trust({ Service: 'ec2.amazonaws.com' }), fail: trust({ AWS: '*' }) },
  {
    [ROLE]: (role, context) =>
      statements(role, 'assume_role_policy', (statement) =>
        isForAnybody(statement) ? 'lets every AWS account take the role' : undefined,
      )(role, context),
  },
);

const ATTACHMENT = 'aws_iam_role_policy_attachment';
const POWER = /:policy\/(?:AdministratorAccess|IAMFullAccess)$/;
const attached = (name: string) => ({
  [ATTACHMENT]: { it: { role: 'hub', policy_arn: `arn:aws:iam::aws:policy/${name}` } },
});

function power(block: Resource, path: string): Verdict {
  const value = block.get(path);
  if (value.state === 'reference') return pass;
  return judge(value, path, (arn) => {
    const found = (Array.isArray(arn) ? arn : [arn]).map(String).find((each) => POWER.test(each));
    return found === undefined
      ? undefined
      : `${path} gives ${found.slice(found.indexOf('/') + 1)}, the right to do everything`;
  });
}

/** Nobody administrates by a role of Terraform. */
export const iamAdministrator = cloudRule(
  {
    id: 'security/iam-administrator',
    title: 'Nobody is given the policy of administrators',
    why: 'Whoever takes such a role owns the account: data, backups, logs and the bill.',
    severity: 'critical',
    remedy: 'Attach a policy that lists what is needed. Administrators of an account are set up outside of the fleet.',
    references: numbers({ checkov: 'CKV_AWS_274 CKV2_AWS_56' }),
  },
  { pass: attached('AmazonEKS_CNI_Policy'), fail: attached('AdministratorAccess') },
  {
    ...Object.fromEntries(
      ['role', 'user', 'group'].map((who) => [`aws_iam_${who}_policy_attachment`, (it) => power(it, 'policy_arn')]),
    ),
    aws_iam_policy_attachment: (it) => power(it, 'policy_arn'),
    [ROLE]: (it) => power(it, 'managed_policy_arns'),
  },
);
