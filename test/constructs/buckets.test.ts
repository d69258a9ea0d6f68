import { type BucketOptions, EksBucket, EksCluster, GkeBucket, GkeCluster } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../support/synth.ts';

const s3 = (overrides: Partial<BucketOptions> = {}) =>
  synth((stack) => {
    new EksBucket(stack, 'Bucket', { bucketName: 'atlas-data', ...overrides });
  });
const gcs = (overrides: Partial<BucketOptions> = {}) =>
  synth((stack) => {
    new GkeBucket(stack, 'Bucket', 'europe-west2', { bucketName: 'atlas-data', ...overrides });
  });

describe('a bucket for data that is kept', () => {
  test('is private, versioned and not destroyed by Terraform', () => {
    const json = s3();
    expect(resourceOf(json, 'aws_s3_bucket')).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(resourceOf(json, 'aws_s3_bucket')).not.toHaveProperty('force_destroy');
    expect(resourceOf(json, 'aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(resourceOf(json, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(resourceOf(gcs(), 'google_storage_bucket')).toMatchObject({
      versioning: { enabled: true },
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      lifecycle: { prevent_destroy: true },
    });
  });

  test('keeps old versions for a while, and the rest as long as it is told', () => {
    const ages = { oldVersionDays: 7, archiveAfterDays: 3, deleteAfterDays: 185 };
    expect(resourceOf(s3(), 'aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
    ]);
    expect(resourceOf(s3(), 'aws_s3_bucket_lifecycle_configuration').rule[0]).not.toHaveProperty('expiration');
    expect(resourceOf(s3(ages), 'aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
      {
        noncurrent_version_expiration: [{ noncurrent_days: 7 }],
        transition: [{ days: 3, storage_class: 'GLACIER_IR' }],
        expiration: [{ days: 185 }],
      },
    ]);
    expect(resourceOf(gcs(ages), 'google_storage_bucket').lifecycle_rule).toEqual([
      { action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 7 } },
      { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } },
      { action: { type: 'SetStorageClass', storage_class: 'ARCHIVE' }, condition: { age: 3 } },
      { action: { type: 'Delete' }, condition: { age: 185 } },
    ]);
  });

  test('has one policy with every administrator in it', () => {
    const administrators = ['arn:aws:iam::210987654321:role/a', 'arn:aws:iam::210987654321:role/b'];
    const { Statement } = JSON.parse(resourceOf(s3({ administrators }), 'aws_s3_bucket_policy').policy);
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['TlsOnly', 'List', 'ReadWrite']);
    expect(Statement[2].Principal).toEqual({ AWS: administrators });
    const members = resourcesOf(gcs({ administrators: ['group:a@b.example'] }), 'google_storage_bucket_iam_member');
    expect(members).toMatchObject([{ role: 'roles/storage.objectUser', member: 'group:a@b.example' }]);
  });

  test('writes down who used it, and bills its readers, when told so', () => {
    const json = s3({ accessLogs: true, requesterPays: true });
    expect(resourcesOf(json, 'aws_s3_bucket').map(({ bucket }) => bucket)).toEqual(['atlas-data', 'atlas-data-logs']);
    expect(resourceOf(json, 'aws_s3_bucket_logging')).toMatchObject({
      target_prefix: 'atlas-data/',
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\..*AccessLogs_Policy_/)],
    });
    expect(resourceOf(json, 'aws_s3_bucket_request_payment_configuration').payer).toBe('Requester');
    const [bucket, logs] = resourcesOf(gcs({ accessLogs: true, requesterPays: true }), 'google_storage_bucket');
    expect(logs).toMatchObject({ name: 'atlas-data-logs', lifecycle_rule: [{ condition: { age: 30 } }] });
    expect(bucket).toMatchObject({ requester_pays: true, logging: {} });
  });
});

describe('a hub that is granted a bucket', () => {
  const identity = { namespaceName: 'staging', serviceAccountName: 'user-sa', identityName: 'atlas-staging' };

  test('reads it, or writes it too, by a policy of its own role on AWS', () => {
    const json = synth((stack) => {
      const place = { clusterName: 'atlas', region: 'us-west-2' };
      const user = EksCluster.fromEksClusterAttributes(stack, 'Cluster', place).createWorkloadIdentity(
        stack,
        'Identity',
        identity,
      );
      EksBucket.fromBucketName(stack, 'Data', 'atlas-data').grantRead(user);
      EksBucket.fromBucketName(stack, 'Results', 'atlas-results').grantReadWrite(user);
    });
    const policies = resourcesOf(json, 'aws_iam_role_policy').map(({ name, policy }) => [name, JSON.parse(policy)]);
    expect(policies).toMatchObject([
      ['atlas-data-Read', { Statement: [{}, { Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::atlas-data/*'] }] }],
      [
        'atlas-results-ReadWrite',
        { Statement: [{}, { Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'] }] },
      ],
    ]);
    expect(json.resource).not.toHaveProperty('aws_s3_bucket_policy');
  });

  test('reads it, or writes it too, as one more member on Google Cloud', () => {
    const json = synth((stack) => {
      const place = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2' };
      const user = GkeCluster.fromGkeClusterAttributes(stack, 'Cluster', place).createWorkloadIdentity(
        stack,
        'Identity',
        identity,
      );
      GkeBucket.fromBucketName(stack, 'Data', 'atlas-data').grantRead(user);
      GkeBucket.fromBucketName(stack, 'Results', 'atlas-results').grantReadWrite(user);
    });
    expect(resourcesOf(json, 'google_storage_bucket_iam_member')).toMatchObject([
      { bucket: 'atlas-data', role: 'roles/storage.objectViewer' },
      { bucket: 'atlas-results', role: 'roles/storage.objectUser' },
    ]);
  });

  test('belongs to the cloud of the bucket', () => {
    expect(() =>
      synth((stack) => {
        const place = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2' };
        const user = GkeCluster.fromGkeClusterAttributes(stack, 'Cluster', place).createWorkloadIdentity(
          stack,
          'Identity',
          identity,
        );
        EksBucket.fromBucketName(stack, 'Data', 'atlas-data').grantRead(user);
      }),
    ).toThrow('s/Data: identity is not of AWS; create it with the cluster that the bucket belongs to');
  });
});
