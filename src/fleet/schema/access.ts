import { z } from 'zod';
import { shortName } from './name.ts';

/** Who may use the API of a cluster; each cloud names people and programs in its own way. */
export function accessSchema(principal: z.ZodType<string>) {
  return z
    .record(
      shortName,
      z.strictObject({
        principal,
        role: z.enum(['admin', 'edit', 'view']).describe('what it may do, in the words of Kubernetes'),
      }),
    )
    .default({})
    .describe('who else may use the API of the cluster, by a name of your own; whoever creates the cluster may anyway');
}
