import { z } from 'zod';

const s3 = z.strictObject({
  kind: z.literal('s3').describe('an S3 bucket, locked by a lock file in the bucket'),
  bucket: z.string().min(3).max(63).describe('name of the bucket'),
  region: z.string().min(1).describe('region of the bucket'),
  kmsKeyId: z.string().min(1).optional().describe('KMS key that encrypts the state; default: the key of the bucket'),
});

const gcs = z.strictObject({
  kind: z.literal('gcs').describe('a Google Cloud Storage bucket'),
  bucket: z.string().min(3).max(63).describe('name of the bucket'),
});

const local = z.strictObject({
  kind: z.literal('local').describe('a file on this machine: for trying out only'),
});

/** Where Terraform keeps its state. The key of each state is always `<cluster>/<stack>`. */
export const backend = z
  .discriminatedUnion('kind', [s3, gcs, local])
  .describe('where Terraform keeps its state; the key is always <cluster>/<stack>');

export type Backend = z.output<typeof backend>;
