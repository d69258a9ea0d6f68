import { z } from 'zod';
import { backups } from '../schema/backups.ts';
import { diskKeys } from '../schema/home-disk.ts';
import { homeStorageName } from '../schema/name.ts';
import { nfsHome } from '../schema/nfs-home.ts';
import { sizeGiB, wholeNumber } from '../schema/quantity.ts';
import { awsZone } from './aws-place.ts';

const efs = z.strictObject({
  kind: z.literal('efs').describe('Elastic File System: grows with its content, billed by what it holds; no quota'),
  backups,
});

const disk = z.strictObject({
  ...diskKeys,
  sizeGiB: sizeGiB(1, 65_536).describe('size in GiB, billed whether used or not; a disk grows and never shrinks'),
  zone: awsZone.optional().describe('zone of the disk; default: the first of the cluster'),
  type: z.enum(['gp3', 'io2', 'st1']).default('gp3').describe('type of the EBS volume'),
  iops: wholeNumber(100, 256_000).optional().describe('operations per second, for gp3 and io2'),
  throughputMibps: wholeNumber(125, 2000).optional().describe('MiB per second, for gp3'),
});

/** Home storage on AWS. */
export const awsHomeStorage = z
  .record(homeStorageName, z.discriminatedUnion('kind', [efs, disk, nfsHome]))
  .default({})
  .describe('storage for home directories by name');
