import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import type { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { type CiTrust, GkeBucket } from '@hubfleet/constructs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { trustOf } from '../stacks/pipeline-options.ts';
import { OLD_STATE_DAYS } from './s3-state-bucket.ts';
import type { MadeBackend } from './state-home.ts';

type Gcs = Extract<MadeBackend, { kind: 'gcs' }>;

/**
 * A bucket for states on Google Cloud: private, versioned, and who else may use it. Google encrypts by itself.
 * @param adopt the bucket is there already, and no state knows it
 */
export function buildGoogleHome(stack: TerraformStack, backend: Gcs, project: string, adopt: boolean): void {
  const { bucket, location = 'US', pipeline } = backend;
  new GoogleProvider(stack, 'Google', { project, userProjectOverride: true, billingProject: project });
  const state = new GkeBucket(stack, 'State', location, { bucketName: bucket, oldVersionDays: OLD_STATE_DAYS });
  if (adopt) (state.node.findChild('Resource') as StorageBucket).importFrom(bucket);
  if (pipeline) createIdentity(stack, state.bucketName, project, trustOf(pipeline), pipeline.permissions);
}

/** A service account that runs of a pipeline act as with their own tokens: there is no key to keep or to lose. */
function createIdentity(
  stack: TerraformStack,
  bucket: string,
  project: string,
  { serviceName, issuer, subjects }: CiTrust,
  permissions: readonly string[],
): void {
  const id = 'hubfleet-states';
  const pool = new IamWorkloadIdentityPool(stack, 'Service', { workloadIdentityPoolId: id, displayName: id });
  new IamWorkloadIdentityPoolProvider(stack, 'Runs', {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: `${serviceName}-runs`,
    attributeMapping: { 'google.subject': 'assertion.sub' },
    attributeCondition: `assertion.sub in [${subjects.map((subject) => `'${subject}'`).join(', ')}]`,
    oidc: { issuerUri: issuer },
  });
  const account = new ServiceAccount(stack, 'Pipeline', { accountId: id, displayName: 'Pipeline of hubfleet' });
  for (const [index, subject] of subjects.entries()) {
    new ServiceAccountIamMember(stack, `Run-${index}`, {
      serviceAccountId: account.name,
      role: 'roles/iam.workloadIdentityUser',
      member: `principal://iam.googleapis.com/${pool.name}/subject/${subject}`,
    });
  }
  const member = `serviceAccount:${account.email}`;
  new StorageBucketIamMember(stack, 'States', { bucket, role: 'roles/storage.objectAdmin', member });
  for (const role of permissions) {
    new ProjectIamMember(stack, `Permission-${role.split('/').pop() ?? role}`, { project, role, member });
  }
  new TerraformOutput(stack, 'PipelineAccount', { value: account.email });
}
