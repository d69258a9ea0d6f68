import { z } from 'zod';
import { backups } from '../schema/backups.ts';
import { withRemedy } from '../schema/expected.ts';
import { diskKeys } from '../schema/home-disk.ts';
import { homeStorageName } from '../schema/name.ts';
import { nfsHome } from '../schema/nfs-home.ts';
import { sizeGiB, wholeNumber } from '../schema/quantity.ts';
import { googleZone } from './google-place.ts';

const LEAST_GIB = 1024;

/** Least capacity of a Filestore instance by tier, in GiB. */
const leastCapacityGiB = { BASIC_HDD: LEAST_GIB, BASIC_SSD: 2560, ZONAL: LEAST_GIB, REGIONAL: LEAST_GIB } as const;

const filestore = z
  .strictObject({
    kind: z.literal('filestore').describe('Filestore: a fixed size, billed whether used or not, and no quota'),
    tier: z
      .enum(['BASIC_HDD', 'BASIC_SSD', 'ZONAL', 'REGIONAL'])
      .describe('service tier; BASIC_HDD is the cheapest, REGIONAL survives the loss of a zone'),
    capacityGiB: sizeGiB(LEAST_GIB, 102_400).describe('size in GiB, at least 1024; a file system never shrinks'),
    sourceBackup: z
      .string()
      .min(1)
      .optional()
      .describe('full name of a Filestore backup that a new instance begins with; default: it is empty'),
    backups,
  })
  .superRefine(({ tier, capacityGiB }, context) => {
    const least = leastCapacityGiB[tier];
    if (capacityGiB < LEAST_GIB || capacityGiB >= least) return;
    const message = withRemedy(`expected at least ${least} for tier ${tier}, got ${capacityGiB}`, 'raise it');
    context.addIssue({ code: 'custom', path: ['capacityGiB'], message });
  });

const disk = z.strictObject({
  ...diskKeys,
  sizeGiB: sizeGiB(10, 65_536).describe('size in GiB, billed whether used or not; a disk grows and never shrinks'),
  zone: googleZone.optional().describe('zone of the disk; default: that of the nodes'),
  type: z
    .enum(['pd-standard', 'pd-balanced', 'pd-ssd', 'hyperdisk-balanced'])
    .default('pd-balanced')
    .describe('type of the persistent disk'),
  iops: wholeNumber(2500, 160_000).optional().describe('operations per second, for hyperdisk-balanced'),
  throughputMibps: wholeNumber(140, 2400).optional().describe('MiB per second, for hyperdisk-balanced'),
});

/** Home storage on Google Cloud. */
export const googleHomeStorage = z
  .record(homeStorageName, z.discriminatedUnion('kind', [filestore, disk, nfsHome]))
  .default({})
  .describe('storage for home directories by name');
