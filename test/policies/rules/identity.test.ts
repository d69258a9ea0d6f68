import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const hidden = 'is ${var.x}, which is known only when Terraform runs';

describe('policies of AWS identities', () => {
  const policy = (statement: object) => JSON.stringify({ Statement: { Effect: 'Allow', Resource: '*', ...statement } });
  const FULL = 'security/iam-full-access';
  const WILD = 'security/iam-service-wildcard';
  const PASS = 'security/iam-pass-role';
  const MORE = 'security/iam-privilege-escalation';
  const power = (what: string) => [
    `fail: policy allows ${what} on every resource, which is the right to take any right`,
  ];
  test.each([
    { rule: FULL, statement: { Action: '*' }, found: ['fail: policy allows the action "*"'] },
    { rule: FULL, statement: { Action: ['s3:GetObject', '*:*'] }, found: ['fail: policy allows the action "*:*"'] },
    { rule: FULL, statement: { Action: '*', Effect: 'Deny' }, found: [] },
    {
      rule: FULL,
      statement: { NotAction: 'iam:*' },
      found: ['fail: policy allows everything but what NotAction lists'],
    },
    { rule: FULL, statement: { Action: 's3:*' }, found: [] },
    { rule: WILD, statement: { Action: 's3:*' }, found: ['fail: policy allows s3:* on every resource'] },
    {
      rule: WILD,
      statement: { Action: 's3:*', Resource: 'arn:aws:s3:::*' },
      found: ['fail: policy allows s3:* on every resource'],
    },
    { rule: WILD, statement: { Action: 's3:*', Resource: 'arn:aws:s3:::hub-data/*' }, found: [] },
    { rule: WILD, statement: { Action: 's3:Get*' }, found: [] },
    {
      rule: WILD,
      statement: { Action: 'ec2:*', Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } },
      found: [],
    },
    { rule: PASS, statement: { Action: 'iam:PassRole' }, found: ['fail: policy allows iam:PassRole on every role'] },
    { rule: PASS, statement: { Action: 'iam:Pass*' }, found: ['fail: policy allows iam:PassRole on every role'] },
    {
      rule: PASS,
      statement: {
        Action: 'iam:PassRole',
        Condition: { StringEquals: { 'iam:PassedToService': 'eks.amazonaws.com' } },
      },
      found: [],
    },
    { rule: PASS, statement: { Action: 'iam:PassRole', Resource: '${aws_iam_role.node.arn}' }, found: [] },
    { rule: MORE, statement: { Action: 'iam:*' }, found: power('iam:*') },
    { rule: MORE, statement: { Action: ['iam:Get*', 'iam:Put*'] }, found: power('iam:Put*') },
    { rule: MORE, statement: { Action: 'iam:Get*' }, found: [] },
    { rule: MORE, statement: { Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::1:role/hub-*' }, found: [] },
  ])('$rule on $statement', ({ rule, statement, found }) => {
    const rest = { resource: { aws_iam_role: { node: {} } } };
    expect(judged(rule, 'aws_iam_policy', { policy: policy(statement) }, rest)).toEqual(found);
  });

  test('are read from the inline policies of a role', () => {
    const inline_policy = [
      { name: 'a', policy: policy({ Action: 's3:GetObject' }) },
      { name: 'b', policy: policy({ Action: '*' }) },
    ];
    expect(judged(FULL, 'aws_iam_role', { inline_policy })).toEqual([
      'fail: inline_policy[1].policy allows the action "*"',
    ]);
  });

  test('are read from a document of the stack', () => {
    const data = { aws_iam_policy_document: { it: { statement: [{ actions: ['*'], resources: ['*'] }] } } };
    const body = { policy: '${data.aws_iam_policy_document.it.json}' };
    expect(judged(FULL, 'aws_iam_role_policy', body, { data })).toEqual(['fail: policy allows the action "*"']);
  });

  test('are not guessed', () => {
    expect(judged(FULL, 'aws_iam_policy', { policy: '${var.x}' })).toEqual([
      `unknown: policy cannot be checked: it ${hidden}`,
    ]);
  });
});

describe('security/role-trust-anybody', () => {
  const trust = (statement: object) => ({
    assume_role_policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] }),
  });
  const open = 'fail: assume_role_policy lets every AWS account take the role';
  test.each([
    { statement: { Principal: '*' }, found: [open] },
    { statement: { Principal: { AWS: ['arn:aws:iam::1:root', '*'] } }, found: [open] },
    { statement: { Principal: { Service: 'ec2.amazonaws.com' } }, found: [] },
    { statement: { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }, found: [] },
    { statement: { Principal: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, found: [open] },
  ])('on $statement', ({ statement, found }) => {
    expect(judged('security/role-trust-anybody', 'aws_iam_role', trust(statement))).toEqual(found);
  });
});

describe('security/iam-administrator', () => {
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  test.each([
    {
      type: 'aws_iam_user_policy_attachment',
      body: { policy_arn: arn },
      found: ['fail: policy_arn gives AdministratorAccess, the right to do everything'],
    },
    { type: 'aws_iam_role_policy_attachment', body: { policy_arn: '${aws_iam_policy.own.arn}' }, found: [] },
    { type: 'aws_iam_role_policy_attachment', body: { policy_arn: `${arn}ForNobody` }, found: [] },
    {
      type: 'aws_iam_role',
      body: { managed_policy_arns: ['arn:aws:iam::aws:policy/IAMFullAccess'] },
      found: ['fail: managed_policy_arns gives IAMFullAccess, the right to do everything'],
    },
    { type: 'aws_iam_role', body: {}, found: [] },
  ])('on $type with $body', ({ type, body, found }) => {
    const rest = { resource: { aws_iam_policy: { own: {} } } };
    expect(judged('security/iam-administrator', type, body, rest)).toEqual(found);
  });
});

describe('roles on a project of Google Cloud', () => {
  const member = 'serviceAccount:nodes@hubs.iam.gserviceaccount.com';
  test.each([
    {
      rule: 'security/project-basic-roles',
      body: { role: 'roles/viewer', member },
      found: ['fail: role is roles/viewer, which reaches everything in the project'],
    },
    { rule: 'security/project-basic-roles', body: { role: 'roles/logging.viewer', member }, found: [] },
    {
      rule: 'security/service-account-admin',
      body: { role: 'roles/storage.objectAdmin', member },
      found: ['fail: role roles/storage.objectAdmin on the project goes to a service account'],
    },
    {
      rule: 'security/service-account-admin',
      body: { role: 'roles/storage.objectAdmin', member: 'group:ops@example.org' },
      found: [],
    },
    {
      rule: 'security/service-account-admin',
      body: { role: 'roles/storage.admin', member: 'serviceAccount:${google_service_account.a.email}' },
      found: ['fail: role roles/storage.admin on the project goes to a service account'],
    },
    {
      rule: 'security/service-account-impersonation',
      body: { role: 'roles/iam.serviceAccountUser', member: 'group:ops@example.org' },
      found: [
        'fail: role is roles/iam.serviceAccountUser on the whole project: its holder acts as any service account',
      ],
    },
    {
      rule: 'security/service-account-impersonation',
      body: { role: 'roles/iam.serviceAccountViewer', member },
      found: [],
    },
    {
      rule: 'security/default-service-account-roles',
      body: { role: 'roles/x', member: 'serviceAccount:hubs@appspot.gserviceaccount.com' },
      found: ['fail: member is the default service account serviceAccount:hubs@appspot.gserviceaccount.com'],
    },
    {
      rule: 'security/default-service-account-roles',
      body: { role: 'roles/x', member: '${var.x}' },
      found: [`unknown: member cannot be checked: it ${hidden}`],
    },
    {
      rule: 'security/project-basic-roles',
      body: { role: '${var.x}', member },
      found: [`unknown: role cannot be checked: it ${hidden}`],
    },
  ])('$rule on $body', ({ rule, body, found }) => {
    const rest = { resource: { google_service_account: { a: {} } } };
    expect(judged(rule, 'google_project_iam_member', { project: 'hubs', ...body }, rest)).toEqual(found);
  });
});

describe('keys', () => {
  const policy = (statement: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...statement }] });
  test.each([
    { rule: 'security/kms-rotation', type: 'aws_kms_key', body: { key_usage: 'SIGN_VERIFY' }, found: [] },
    {
      rule: 'security/kms-rotation',
      type: 'aws_kms_key',
      body: {},
      found: ['fail: enable_key_rotation is not set and defaults to false, must be true'],
    },
    {
      rule: 'security/kms-rotation',
      type: 'google_kms_crypto_key',
      body: {},
      found: ['fail: rotation_period is not set, so the key is never rotated'],
    },
    { rule: 'security/kms-rotation', type: 'google_kms_crypto_key', body: { rotation_period: '7776000s' }, found: [] },
    {
      rule: 'security/kms-rotation',
      type: 'google_kms_crypto_key',
      body: { rotation_period: '7776001s' },
      found: ['fail: rotation_period is "7776001s", at most 90 days (7776000s) are meant'],
    },
    { rule: 'security/kms-rotation', type: 'google_kms_crypto_key', body: { purpose: 'ASYMMETRIC_SIGN' }, found: [] },
    { rule: 'security/kms-public', type: 'aws_kms_key', body: {}, found: [] },
    {
      rule: 'security/kms-public',
      type: 'aws_kms_key_policy',
      body: { policy: policy({ Principal: { AWS: '*' } }) },
      found: [
        'fail: policy lets every AWS account use the key: a statement allows "*" without a condition on who asks',
      ],
    },
    {
      rule: 'security/kms-public',
      type: 'aws_kms_key',
      body: {
        policy: policy({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': '123456789012' } } }),
      },
      found: [],
    },
    {
      rule: 'security/kms-public',
      type: 'google_kms_key_ring_iam_binding',
      body: { role: 'roles/x', members: ['allUsers'] },
      found: ['fail: members is allUsers: anybody may use the key'],
    },
  ])('$rule on $type with $body', ({ rule, type, body, found }) => {
    expect(judged(rule, type, body)).toEqual(found);
  });
});

test('what must not be made at all fails by being there', () => {
  expect(judged('security/iam-user', 'aws_iam_user', {})).toEqual([
    'fail: a user is made, whose password and keys do not expire',
  ]);
  expect(judged('security/service-account-keys', 'google_service_account_key', {})).toEqual([
    'fail: a key of a service account is made, which never expires and lies in the state',
  ]);
});
