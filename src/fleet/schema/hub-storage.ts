import { z } from 'zod';
import { expected } from './expected.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';
import { secretReference } from './secret-reference.ts';

const folder = z
  .string()
  .regex(/^\/[^\s]*[^\s/]$/, { error: expected('an absolute path', 'write it like /home/jovyan') });

const userDisk = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/, { error: expected('a name of at most 20 of a-z, 0-9 and -') })
    .refine((name) => name !== 'claim', {
      error: expected('another name than claim, which homes have', 'rename the disk'),
    })
    .describe('name of the disk, unique in the hub'),
  sizeGiB: sizeGiB(1, 16_384).describe('size for each user in GiB; it bounds the bill'),
  mountPath: folder.describe('where servers see it, for example /home/jovyan/database'),
  storageClass: z
    .string()
    .min(1)
    .optional()
    .describe('storage class; default: hubfleet-retain, whose disks outlive their claims'),
});

/** Where users keep their files. */
export const storage = z.strictObject({
  home: z
    .string()
    .min(1)
    .optional()
    .describe('a name of homeStorage in cluster.yaml, disks, or none; default: the only one there is'),
  quotaGiB: sizeGiB(1, 102_400).default(10).describe('most a home directory may hold, in GiB; the size with disks'),
  storageClass: z.string().min(1).optional().describe('storage class of disks; default: that of the cluster'),
  mountPaths: z
    .array(folder)
    .min(1)
    .optional()
    .describe('where the home directory appears, the first is HOME; default: /home/jovyan'),
  sharedDirectory: z
    .boolean()
    .optional()
    .describe('a folder shared that all read and administrators write; default: true where homes are shared'),
  publicDirectory: z.boolean().optional().describe('a folder shared-public that everybody writes; default: false'),
  allUsersDirectory: z
    .boolean()
    .optional()
    .describe('administrators see the homes of all users as allusers; default: false'),
  userDisks: z
    .array(userDisk)
    .default([])
    .describe('disks of each user beside the home directory, for example for a database, which NFS does not suit'),
  folder: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .optional()
    .describe('folder on the storage; the name of another hub shares its homes; default: the name of the hub'),
  databaseStorageClass: z
    .string()
    .min(1)
    .optional()
    .describe(
      'storage class of the disk with the list of users; default: hubfleet-retain, whose disks outlive the hub',
    ),
});

/** A database server that keeps the list of users. */
export const hubDatabase = z.strictObject({
  kind: z.enum(['postgres', 'mysql']).describe('kind of the server'),
  url: secretReference.describe(
    'reference to its address with user and password: postgresql+psycopg2://<user>:<password>@<host>:5432/<database>, or mysql+pymysql://…',
  ),
});

/** A bucket for passing results. */
export const scratchBucket = z.strictObject({
  deleteAfterDays: wholeNumber(1, 365).default(7).describe('days after which an object is deleted'),
});
