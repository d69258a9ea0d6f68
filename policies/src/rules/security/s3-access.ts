import { policyDocument } from '../../policy-document';
import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { fail, pass, requireFlag, see, unknown, type Verdict } from '../../verdict';
import { besideS3 } from '../bucket-life';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';
import { isForAnybody } from '../policy-statements';

const BLOCK = 'aws_s3_bucket_public_access_block';
const POLICY = 'aws_s3_bucket_policy';
const FLAGS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
const bucket = { bucket: 'hub-data' };
const closed = { bucket: '${aws_s3_bucket.data.id}', ...Object.fromEntries(FLAGS.map((flag) => [flag, true])) };

/** Nobody can make it public later. */
export const s3PublicAccessBlock = cloudRule(
  {
    id: 'security/s3-public-access-block',
    title: 'An S3 bucket has all four public access blocks',
    why: 'With the blocks a wrong policy or access list does nothing; without them one word opens the bucket to the world.',
    severity: 'high',
    remedy:
      'Buckets made by hubfleet have them. In Terraform add aws_s3_bucket_public_access_block for the bucket with all four flags true.',
    references: numbers({
      checkov: 'CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6',
      trivy: 'AWS-0086 AWS-0087 AWS-0091 AWS-0093 AWS-0094',
    }),
  },
  {
    pass: { aws_s3_bucket: { data: bucket }, [BLOCK]: { data: closed } },
    fail: { aws_s3_bucket: { data: bucket } },
  },
  {
    aws_s3_bucket: (it, { resources }) =>
      resources.ofType('aws_s3_account_public_access_block').length > 0
        ? pass
        : requireCompanion(besideS3(it, BLOCK, resources), `no ${BLOCK} names the bucket`),
    [BLOCK]: (it) => FLAGS.flatMap((flag) => requireFlag(it, flag, true)),
    aws_s3_account_public_access_block: (it) => FLAGS.flatMap((flag) => requireFlag(it, flag, true)),
  },
);

function openPolicy(resource: Resource, { resources }: RuleContext): Verdict {
  if (resource.get('policy').state === 'default') return pass;
  const document = policyDocument(resource, 'policy', resources);
  if ('hidden' in document) return unknown(`policy cannot be checked: it ${document.hidden}`, 'policy');
  return document.statements.some(isForAnybody)
    ? fail('policy lets anybody in: a statement allows "*" without a condition on who asks', 'policy')
    : pass;
}

const PUBLIC_ACLS = ['public-read', 'public-read-write', 'authenticated-read'];

function openAcl(resource: Resource): Verdict {
  const acl = see(resource.get('acl'));
  if (acl.seen && PUBLIC_ACLS.includes(String(acl.value)))
    return fail(`acl is "${acl.value}": anybody may read the bucket`, 'acl');
  return acl.seen ? pass : unknown(`acl cannot be checked: it ${acl.reason}`, 'acl');
}

const tls = (principal: string, effect = 'Deny') =>
  `{"Statement":[{"Effect":"${effect}","Principal":"${principal}","Action":"s3:*","Resource":["arn:aws:s3:::hub-data","arn:aws:s3:::hub-data/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`;

/** Nobody made it public. */
export const s3PolicyPublic = cloudRule(
  {
    id: 'security/s3-policy-public',
    title: 'No policy or access list opens an S3 bucket to everybody',
    why: 'The principal "*" is the whole internet unless a condition says which accounts or networks are meant.',
    severity: 'critical',
    remedy:
      'Name the roles or accounts, or add a condition such as aws:PrincipalOrgID or aws:SourceVpce. Public data is a waiver with its reason.',
    references: numbers({ checkov: 'CKV_AWS_70', trivy: 'AWS-0092' }),
  },
  {
    pass: { [POLICY]: { data: { bucket: 'hub-data', policy: tls('*') } } },
    fail: { [POLICY]: { data: { bucket: 'hub-data', policy: tls('*', 'Allow') } } },
  },
  { [POLICY]: openPolicy, aws_s3_bucket: openPolicy, aws_s3_bucket_acl: openAcl },
);

function tlsOnly(it: Resource, { resources }: RuleContext): Verdict {
  const policies = besideS3(it, POLICY, resources);
  const missing = requireCompanion(policies, 'no policy of the bucket refuses plain HTTP');
  if (missing.length > 0) return missing;
  const documents = policies.found.map((policy) => policyDocument(policy, 'policy', resources));
  const statements = documents.flatMap((document) => ('hidden' in document ? [] : document.statements));
  const refuses = statements.some(
    ({ effect, conditions }) =>
      effect === 'Deny' &&
      conditions.some(({ variable, values }) => /^aws:SecureTransport$/i.test(variable) && values.includes('false')),
  );
  if (refuses) return pass;
  const hidden = documents.find((document) => 'hidden' in document);
  return hidden && 'hidden' in hidden
    ? unknown(`the policy of the bucket cannot be checked: it ${hidden.hidden}`)
    : fail('the policy of the bucket does not refuse plain HTTP');
}

/** Nothing is read in the clear. */
export const s3TlsOnly = cloudRule(
  {
    id: 'security/s3-tls-only',
    title: 'An S3 bucket refuses plain HTTP',
    why: 'S3 still answers over HTTP; who uses the wrong address sends data and signatures in the clear.',
    severity: 'medium',
    remedy:
      'Buckets made by hubfleet refuse it. In Terraform add a Deny statement with Condition { Bool { "aws:SecureTransport" = "false" } } to aws_s3_bucket_policy.',
    references: numbers({ checkov: 'CKV_AWS_379' }),
  },
  {
    pass: {
      aws_s3_bucket: { data: bucket },
      [POLICY]: { data: { bucket: '${aws_s3_bucket.data.id}', policy: tls('*') } },
    },
    fail: { aws_s3_bucket: { data: bucket } },
  },
  { aws_s3_bucket: tlsOnly },
);
