import { z } from 'zod';
import { expected } from './expected.ts';

/** Home directories on an NFS server that somebody else runs. */
export const nfsHome = z.strictObject({
  kind: z
    .literal('nfs')
    .describe('an NFS server that is there already and that nodes reach; quotas and backups are up to who runs it'),
  server: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, { error: expected('an address or a host name') })
    .describe('address or host name of the server'),
  path: z
    .string()
    .regex(/^\/\S*$/, { error: expected('an absolute path like /homes') })
    .default('/')
    .describe('path that it exports'),
  mountOptions: z
    .array(z.string().regex(/^[a-z0-9_]+(?:=\S+)?$/, { error: expected('an option like nfsvers=4.1') }))
    .min(1)
    .optional()
    .describe('options to mount it with; default: nfsvers=4.1, noatime'),
});
