import { z } from 'zod';
import { wholeNumber } from './quantity.ts';

/** Backups of a home storage: always on. */
export const backups = z
  .strictObject({
    retentionDays: wholeNumber(1, 365).default(30).describe('days a daily backup is kept'),
  })
  .prefault({})
  .describe('daily backups');
