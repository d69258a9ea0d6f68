import { z } from 'zod';
import { backups } from './backups.ts';

/** Keys of a disk for home directories on every cloud. */
export const diskKeys = {
  kind: z
    .literal('disk')
    .describe('a disk of the cloud behind an NFS server in the cluster, which gives each user a quota'),
  backups,
};
