import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { type CiTrust, EksBucket } from '@hubfleet/constructs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { trustOf } from '../stacks/pipeline-options.ts';
import type { MadeBackend } from './state-home.ts';

type S3 = Extract<MadeBackend, { kind: 's3' }>;

/** A state is small and worth a lot: old versions are kept for long. */
export const OLD_STATE_DAYS = 365;

/**
 * A bucket for states on AWS: private, encrypted, versioned, TLS only, and who else may use it.
 * @param adopt the bucket is there already, and no state knows it
 */
export function buildAwsHome(stack: TerraformStack, backend: S3, account: string, adopt: boolean): void {
  const { bucket, region, kmsKeyId, pipeline } = backend;
  // A shell that is logged in to another account gets an error, not a bucket there.
  new AwsProvider(stack, 'Aws', {
    region,
    allowedAccountIds: [account],
    defaultTags: [{ tags: { 'hubfleet:stack': stack.node.id } }],
  });
  const state = new EksBucket(stack, 'State', { bucketName: bucket, oldVersionDays: OLD_STATE_DAYS });
  const resource = state.node.findChild('Resource') as S3Bucket;
  if (adopt) resource.importFrom(bucket);
  new S3BucketServerSideEncryptionConfigurationA(stack, 'Encryption', {
    bucket: resource.id,
    rule: [
      {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault:
          kmsKeyId === undefined ? { sseAlgorithm: 'AES256' } : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyId },
      },
    ],
  });
  if (pipeline) createIdentity(stack, bucket, trustOf(pipeline), pipeline.permissions);
}

/** A role that runs of a pipeline assume with their own tokens: there is no key to keep or to lose. */
function createIdentity(stack: TerraformStack, bucket: string, trust: CiTrust, permissions: readonly string[]): void {
  const { issuer, audience, subjects } = trust;
  const provider = new IamOpenidConnectProvider(stack, 'Service', { url: issuer, clientIdList: [audience] });
  const host = issuer.replace('https://', '');
  const role = new IamRole(stack, 'Pipeline', {
    name: `hubfleet-${bucket}`.slice(0, 64),
    assumeRolePolicy: policy({
      Effect: 'Allow',
      Principal: { Federated: provider.arn },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subjects } },
    }),
  });
  const arn = `arn:aws:s3:::${bucket}`;
  new IamRolePolicy(stack, 'States', {
    name: 'states',
    role: role.name,
    policy: policy(
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [arn] },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: [`${arn}/*`] },
    ),
  });
  for (const policyArn of permissions) {
    const name = policyArn.split('/').pop() ?? policyArn;
    new IamRolePolicyAttachment(stack, `Permission-${name}`, { role: role.name, policyArn });
  }
  new TerraformOutput(stack, 'PipelineRole', { value: role.arn });
}

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
