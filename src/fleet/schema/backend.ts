import { z } from 'zod';
import { domain, httpsUrl } from './address.ts';
import { expected } from './expected.ts';
import { pipelineSchema } from './pipeline.ts';

const bucket = z.string().min(3).max(63).describe('name of the bucket');

const s3 = z.strictObject({
  kind: z.literal('s3').describe('an S3 bucket, locked by a lock file in the bucket'),
  bucket,
  region: z.string().min(1).describe('region of the bucket'),
  kmsKeyId: z.string().min(1).optional().describe('KMS key that encrypts the state; default: the key of the bucket'),
  roleArn: z
    .string()
    .regex(/^arn:aws\S*:iam::[0-9]{12}:role\/\S+$/, { error: expected('the ARN of an IAM role') })
    .optional()
    .describe('role to assume for the state, when the bucket is in another account; default: none'),
  account: z
    .string()
    .regex(/^[0-9]{12}$/, { error: expected('an account number of 12 digits') })
    .optional()
    .describe('account that bootstrap makes the bucket in; default: that of the clusters, if they share one'),
  pipeline: pipelineSchema({
    permissions: z
      .array(z.string().regex(/^arn:aws\S*:iam::\S+:policy\/\S+$/, { error: expected('the ARN of an IAM policy') }))
      .default([])
      .describe('ARNs of IAM policies that the pipeline gets besides the states'),
  })
    .optional()
    .describe('a pipeline that bootstrap gives an identity that may read and write the states; default: none'),
});

const gcs = z.strictObject({
  kind: z.literal('gcs').describe('a Google Cloud Storage bucket'),
  bucket,
  kmsKey: z.string().min(1).optional().describe('Cloud KMS key that encrypts the state; default: that of the bucket'),
  location: z
    .string()
    .min(2)
    .optional()
    .describe('where bootstrap makes the bucket: a region, or US, EU, ASIA; default: US'),
  project: z
    .string()
    .min(6)
    .optional()
    .describe('project that bootstrap makes the bucket in; default: that of the clusters, if they share one'),
  pipeline: pipelineSchema({
    permissions: z
      .array(
        z.string().regex(/^roles\/\S+$|^(?:projects|organizations)\/\S+\/roles\/\S+$/, {
          error: expected('a role like roles/viewer'),
        }),
      )
      .default([])
      .describe('roles in the project that the pipeline gets besides the states'),
  })
    .optional()
    .describe('a pipeline that bootstrap gives an identity that may read and write the states; default: none'),
});

const cloud = z.strictObject({
  kind: z.literal('cloud').describe('HCP Terraform or Terraform Enterprise: a workspace per stack, named like it'),
  organization: z.string().min(1).describe('organization of the workspaces'),
  hostname: domain.default('app.terraform.io').describe('host of HCP Terraform or Terraform Enterprise'),
  project: z.string().min(1).optional().describe('project that new workspaces are put in; default: the default one'),
});

const azurerm = z.strictObject({
  kind: z.literal('azurerm').describe('a container of Azure Blob Storage, locked by a lease'),
  storageAccount: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, { error: expected('3 to 24 small letters and digits') })
    .describe('name of the storage account'),
  container: z
    .string()
    .regex(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/, { error: expected('3 to 63 small letters, digits and single dashes') })
    .describe('name of the container'),
  resourceGroup: z.string().min(1).optional().describe('resource group of the account; only to look up its keys'),
});

const http = z.strictObject({
  kind: z.literal('http').describe('a server that speaks the protocol of the http backend, as GitLab does'),
  address: httpsUrl
    .refine((url) => !/[?#@]|\/$/.test(url), {
      error: expected(
        'an address without user, query or slash at the end',
        'user and password are read from TF_HTTP_USERNAME and TF_HTTP_PASSWORD',
      ),
    })
    .describe('address before the name of the stack, https://gitlab.example/api/v4/projects/1/terraform/state'),
});

const local = z.strictObject({
  kind: z.literal('local').describe('a file on this machine: for trying out only'),
});

/** Where Terraform keeps its state. Each stack has its own: the key is made of the names of cluster and stack. */
export const backend = z
  .discriminatedUnion('kind', [s3, gcs, cloud, azurerm, http, local])
  .describe('where Terraform keeps its state; each stack has its own, named by cluster and stack');

export type Backend = z.output<typeof backend>;
