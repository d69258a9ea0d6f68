import { supportCharts } from '@hubfleet/constructs/sizing';
import { z } from 'zod';
import { expected } from './expected.ts';
import { poolName } from './name.ts';
import { cpus, memoryGiB, wholeNumber } from './quantity.ts';

const workerSize = z.strictObject({
  threads: wholeNumber(1, 512).describe('threads of a worker'),
  cpus: cpus().describe('CPUs kept free for a worker'),
  memoryGiB: memoryGiB().describe('memory of a worker in GiB, kept free and at most'),
});

/** Dask clusters that users start from their servers. */
export const dask = z.strictObject({
  maxWorkersPerCluster: wholeNumber(1, 10_000).describe('most workers of one cluster; it bounds the bill'),
  maxCpusPerCluster: z.number().positive().max(100_000).describe('most CPUs of one cluster; it bounds the bill'),
  maxMemoryGiBPerCluster: z
    .number()
    .positive()
    .max(1_000_000)
    .describe('most memory of one cluster in GiB; it bounds the bill'),
  maxClustersPerUser: wholeNumber(1, 100).default(2).describe('most clusters of one user at once'),
  idleMinutes: wholeNumber(5, 10_080).default(30).describe('minutes without work after which a cluster stops'),
  pool: poolName
    .optional()
    .describe('dask pool whose nodes the workers fill; default: the first dask pool of the cluster'),
  workerSizes: z
    .array(workerSize)
    .min(1)
    .optional()
    .describe('sizes of workers, the first is the default; default: those that fill a node of the pool'),
  chartVersion: z
    .string()
    .regex(/^\d{4}\.\d+\.\d+$/, { error: expected('a version like 2026.3.0') })
    .default(supportCharts.daskGateway.version)
    .describe('version of Dask Gateway; the client in the images must have the same'),
});
