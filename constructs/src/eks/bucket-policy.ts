/** A bucket policy of S3: TLS only, with every grant in it. S3 keeps one policy per bucket, a second replaces it. */
export function bucketPolicy(bucketName: string, readers: string[], readWriters: string[]): string {
  const arn = `arn:aws:s3:::${bucketName}`;
  const everyone = [...readers, ...readWriters];
  const grants = [
    { Sid: 'List', principals: everyone, Action: LIST, Resource: [arn] },
    { Sid: 'Read', principals: readers, Action: READ, Resource: [`${arn}/*`] },
    { Sid: 'ReadWrite', principals: readWriters, Action: READ_WRITE, Resource: [`${arn}/*`] },
  ]
    .filter(({ principals }) => principals.length > 0)
    .map(({ Sid, principals, ...rest }) => ({ Sid, Effect: 'Allow', Principal: { AWS: principals }, ...rest }));
  return JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly(arn), ...grants] });
}

/** Refuses whoever does not encrypt the way. */
function tlsOnly(arn: string): object {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Lets S3 itself write down accesses to another bucket, and nobody else. */
export function accessLogPolicy(logBucket: string, sourceBucket: string): string {
  const arn = `arn:aws:s3:::${logBucket}`;
  const written = {
    Sid: 'WrittenByS3',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${arn}/*`,
    Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${sourceBucket}` } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly(arn), written] });
}

/**
 * What an identity of the bucket's own account may do, as a policy of that identity.
 * @param lists whether it may see which objects there are
 */
export function identityPolicy(bucketName: string, actions: string[], lists: boolean): string {
  const arn = `arn:aws:s3:::${bucketName}`;
  const statements = [
    ...(lists ? [{ Effect: 'Allow', Action: LIST, Resource: [arn] }] : []),
    { Effect: 'Allow', Action: actions, Resource: [`${arn}/*`] },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const LIST = ['s3:ListBucket', 's3:GetBucketLocation'];
export const READ = ['s3:GetObject'];
export const APPEND = ['s3:PutObject'];
export const READ_WRITE = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];
