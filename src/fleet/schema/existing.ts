import { z } from 'zod';

/** A cluster that was made by somebody else. */
export const existing = z.strictObject({
  name: z.string().min(1).max(100).describe('name of the cluster in the cloud'),
  kubeconfigContext: z
    .string()
    .min(1)
    .optional()
    .describe('context of the local kubeconfig by which it is reached, for example through a bastion'),
});
