import { z } from 'zod';
import { expected } from './expected.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';

const gpu = z.strictObject({
  type: z.string().min(1).describe('GPU model in the words of the cloud, for example nvidia-tesla-t4'),
  count: wholeNumber(1, 16).describe('GPUs per node'),
});

/** A pool of equal nodes; each cloud says which machine types and zones exist. */
export function poolSchema(cloud: { machineType: RegExp; machineExample: string; zone: z.ZodType<string> }) {
  const machineType = z
    .string()
    .regex(cloud.machineType, { error: expected(`a machine type like ${cloud.machineExample}`) });
  return z.strictObject({
    purpose: z
      .enum(['core', 'user', 'dask'])
      .describe('core: services of the cluster and hubs; user: user servers; dask: Dask workers'),
    machineType: machineType.describe(`machine type, for example ${cloud.machineExample}`),
    minNodes: wholeNumber(0, 1000)
      .default(0)
      .describe('nodes kept when nobody is logged in; a core pool needs at least 1'),
    maxNodes: wholeNumber(1, 1000).describe('most nodes the autoscaler may start; it bounds the bill'),
    spot: z.boolean().default(false).describe('buy spare capacity that the cloud may take back at any time'),
    diskGiB: sizeGiB(20, 16_384).default(80).describe('disk of each node in GiB'),
    zones: z.array(cloud.zone).min(1).optional().describe('zones of the nodes; default: those of the cluster'),
    gpu: gpu.optional().describe('GPUs of each node'),
  });
}
