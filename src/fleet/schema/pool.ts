import { z } from 'zod';
import { expected } from './expected.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';

/** GPUs of a node on every cloud. */
export const gpuKeys = {
  type: z.string().min(1).describe('GPU model in the words of the cloud, for example nvidia-tesla-t4'),
  count: wholeNumber(1, 16).describe('GPUs per node'),
};

const taint = z.strictObject({
  key: z.string().min(1).describe('key of the taint'),
  value: z.string().default('').describe('value of the taint'),
  effect: z
    .enum(['NO_SCHEDULE', 'PREFER_NO_SCHEDULE', 'NO_EXECUTE'])
    .default('NO_SCHEDULE')
    .describe('what it does to pods that do not tolerate it'),
});

const words = (what: string) => z.record(z.string().min(1), z.string()).optional().describe(what);

/** How the nodes of a pool are told apart. */
const marks = {
  hub: z.string().min(1).optional().describe('the one hub that may use the pool, and that its cost is tagged with'),
  labels: words('further Kubernetes labels of the nodes'),
  taints: z.array(taint).optional().describe('further taints of the nodes'),
  tags: words('further tags or labels of the machines in the cloud'),
  phaseOut: z.boolean().optional().describe('what runs goes on, nothing new is started: for emptying a pool'),
};

/** A pool of equal nodes; each cloud says which machine types and zones exist. */
export function poolSchema<Gpu extends z.ZodType>(cloud: {
  machineType: RegExp;
  machineExample: string;
  zone: z.ZodType<string>;
  kubernetesVersion: z.ZodType<string>;
  gpu: Gpu;
}) {
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
    gpu: cloud.gpu.optional().describe('GPUs of each node'),
    ...marks,
    generation: z
      .string()
      .regex(/^[a-z]$/, { error: expected('one letter') })
      .optional()
      .describe('letter at the end of the name in the cloud; another one starts new nodes before the old ones stop'),
    kubernetesVersion: cloud.kubernetesVersion
      .optional()
      .describe('Kubernetes version of the nodes; default: that of the cluster'),
    diskType: z
      .string()
      .min(1)
      .optional()
      .describe('type of the disk in the words of the cloud; default: gp3, pd-balanced'),
    diskIops: wholeNumber(100, 350_000)
      .optional()
      .describe('operations per second of the disk, where the type has a choice'),
    diskThroughputMibps: wholeNumber(1, 10_000)
      .optional()
      .describe('MiB per second of the disk, where the type has a choice'),
    singleProcessOomKill: z
      .boolean()
      .optional()
      .describe('stop only the process that is out of memory, not the whole server; default: true, but in core pools'),
  });
}
