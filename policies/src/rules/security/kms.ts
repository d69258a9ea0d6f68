import { policyDocument } from '../../policy-document';
import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { fail, judge, pass, requireFlag, see, show, unknown, type Verdict } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';
import { EVERYBODY, grants, hiddenMembers, iamTypes } from '../iam-grants';
import { isForAnybody } from '../policy-statements';

const AWS = 'aws_kms_key';
const GOOGLE = 'google_kms_crypto_key';
const LONGEST_DAYS = 90;

function isUnlike(resource: Resource, path: string, value: string): boolean {
  const sight = see(resource.get(path));
  return sight.seen && sight.value !== value;
}

/** AWS rotates symmetric keys only. */
function aws(key: Resource): Verdict {
  const isOther =
    isUnlike(key, 'key_usage', 'ENCRYPT_DECRYPT') || isUnlike(key, 'customer_master_key_spec', 'SYMMETRIC_DEFAULT');
  return isOther ? pass : requireFlag(key, 'enable_key_rotation', true);
}

function google(key: Resource): Verdict {
  if (isUnlike(key, 'purpose', 'ENCRYPT_DECRYPT')) return pass;
  return judge(key.get('rotation_period'), 'rotation_period', (value) => {
    if (value === undefined) return 'rotation_period is not set, so the key is never rotated';
    const days = Number(/^(\d+)(?:\.\d+)?s$/.exec(String(value))?.[1]) / 86400;
    return days <= LONGEST_DAYS
      ? undefined
      : `rotation_period is ${show(value)}, at most ${LONGEST_DAYS} days (7776000s) are meant`;
  });
}

/** A key does not live for ever. */
export const kmsRotation = cloudRule(
  {
    id: 'security/kms-rotation',
    title: 'Keys are rotated',
    why: 'Rotation bounds what one stolen version of a key opens. It costs nothing and old data stays readable.',
    severity: 'medium',
    remedy:
      'Keys made by hubfleet are rotated. In Terraform set enable_key_rotation = true on AWS, rotation_period = "7776000s" on Google Cloud.',
    references: numbers({ checkov: 'CKV_AWS_7 CKV_GCP_43', trivy: 'AWS-0065 GCP-0065' }),
  },
  {
    pass: { [AWS]: { homes: { enable_key_rotation: true } } },
    fail: { [AWS]: { homes: { description: 'homes' } } },
  },
  { [AWS]: aws, [GOOGLE]: google },
);

function openPolicy(key: Resource, { resources }: RuleContext): Verdict {
  if (key.get('policy').state === 'default') return pass;
  const document = policyDocument(key, 'policy', resources);
  if ('hidden' in document) return unknown(`policy cannot be checked: it ${document.hidden}`, 'policy');
  return document.statements.some(isForAnybody)
    ? fail(
        'policy lets every AWS account use the key: a statement allows "*" without a condition on who asks',
        'policy',
      )
    : pass;
}

function openGrant(resource: Resource): Verdict {
  return grants(resource).flatMap((grant) => {
    const open = grant.members.find((member) => EVERYBODY.test(member));
    return open
      ? fail(`${grant.attribute} is ${open}: anybody may use the key`, grant.attribute)
      : hiddenMembers(grant);
  });
}

const policy = (principal: string) =>
  `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${principal}"},"Action":"kms:*","Resource":"*"}]}`;

/** A key is for those who are named. */
export const kmsPublic = cloudRule(
  {
    id: 'security/kms-public',
    title: 'A key is not open to everybody',
    why: 'Encryption with a key that anybody may use protects nothing.',
    severity: 'critical',
    remedy:
      'Name accounts and roles in the policy of the key, or leave the policy out: then only the own account may use it.',
    references: numbers({ checkov: 'CKV_AWS_33 CKV_GCP_112 CKV2_GCP_6 CKV2_GCP_8' }),
  },
  {
    pass: { [AWS]: { homes: { policy: policy('arn:aws:iam::123456789012:root') } } },
    fail: { [AWS]: { homes: { policy: policy('*') } } },
  },
  {
    [AWS]: openPolicy,
    aws_kms_key_policy: openPolicy,
    ...Object.fromEntries(
      iamTypes('google_kms_crypto_key_iam', 'google_kms_key_ring_iam').map((type) => [type, openGrant]),
    ),
  },
);
