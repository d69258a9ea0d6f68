import { z } from 'zod';
import { expected } from './expected.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';

/** A database server that the hubs of a cluster share. */
export function databaseSchema(machine: { pattern: RegExp; example: string }) {
  return z.strictObject({
    engine: z.enum(['postgres', 'mysql']).describe('kind of the server'),
    version: z
      .string()
      .regex(/^[0-9]+(?:\.[0-9]+)?$/, { error: expected('a major version like "17" or "8.4"') })
      .describe('major version, in quotes'),
    machineType: z
      .string()
      .regex(machine.pattern, { error: expected(`a machine type like ${machine.example}`) })
      .describe(`machine type, for example ${machine.example}`),
    sizeGiB: sizeGiB(20, 65_536).describe('size of the disk in GiB; it grows by itself and never shrinks'),
    maxSizeGiB: sizeGiB(20, 65_536).optional().describe('most GiB that the disk may grow to; default: twice sizeGiB'),
    backupRetentionDays: wholeNumber(1, 35).default(14).describe('days for which daily backups are kept'),
    standby: z.boolean().default(false).describe('a second server in another zone takes over; it doubles the cost'),
  });
}
