import { z } from 'zod';

const positive = z.number().positive();
const share = z.number().min(0).max(1);

const hubUsage = z.strictObject({
  users: z.int().min(0).max(100_000).optional().describe('people who use the hub in a month'),
  sessionsPerWeek: z.number().min(0).max(100).optional().describe('visits of one of them in a week'),
  hoursPerSession: positive.max(24).optional().describe('hours of a visit in which something happens'),
  arrivals: z.enum(['steady', 'workday', 'class', 'evening']).optional().describe('when in a week they come'),
  profiles: z
    .record(z.string(), z.number().min(0))
    .optional()
    .describe('part of the users by profile; default: all take the default profile'),
  dask: z
    .strictObject({
      pool: z.string().min(1).optional().describe('pool of the workers; default: the only dask pool'),
      share: share.describe('part of the visits that start a Dask cluster'),
      workers: z.int().min(1).max(10_000).describe('workers of one cluster'),
      hours: positive.max(168).describe('hours for which they run'),
      workerMemoryGiB: positive.default(7).describe('memory of one worker'),
      workerCpus: positive.default(0.9).describe('CPUs of one worker'),
    })
    .optional()
    .describe('Dask workers that visits start'),
  homeGiBPerUser: z.number().min(0).optional().describe('what one home directory holds today, in GiB'),
  homeGrowthGiBPerUserMonth: z.number().min(0).optional().describe('what it grows by in a month, in GiB'),
  bucketGiB: z.number().min(0).optional().describe('what the bucket of the hub holds, in GiB'),
});

const assumptions = z.strictObject({
  natGBPerNodeHour: z.number().min(0).optional().describe('GB fetched through NAT in an hour of a node'),
  loadBalancerGB: z.number().min(0).optional().describe('GB through the load balancer in a month'),
  addressesPerLoadBalancer: z.int().min(0).max(10).optional().describe('public addresses of a load balancer of AWS'),
  homeGiB: z.number().min(0).optional().describe('home directories on storage that grows, in GiB'),
  homeQuotaGiB: z.number().min(0).optional().describe('home directories when every quota is full, in GiB'),
  homeReads: z.number().min(0).optional().describe('times a month that home directories are read as a whole'),
  homeWrites: z.number().min(0).optional().describe('times a month that home directories are written as a whole'),
  backupCopies: z.number().min(0).optional().describe('copies of home directories that backups hold'),
  infrequentShare: share.optional().describe('part of the homes that is seldom read'),
  bucketGiB: z.number().min(0).optional().describe('content of a bucket, in GiB'),
  logGB: z.number().min(0).optional().describe('what a log group takes in a month, in GB'),
  registryGiB: z.number().min(0).optional().describe('images in a registry, in GiB'),
});

/** How hubs are used: what no configuration tells. */
export const usageFile = z
  .strictObject({
    defaults: hubUsage.prefault({}).describe('what holds for every hub that does not say otherwise'),
    clusters: z
      .record(
        z.string(),
        z.strictObject({
          hubs: z.record(z.string(), hubUsage).default({}).describe('usage by hub'),
          assumptions: assumptions.prefault({}).describe('other quantities of the cluster'),
        }),
      )
      .default({})
      .describe('usage by cluster'),
    assumptions: assumptions.prefault({}).describe('other quantities of every cluster'),
    storageMonths: z.number().min(0).max(120).default(6).describe('months of growth to reckon with'),
    nodeHours: z
      .record(z.string(), z.record(z.string(), z.number().min(0)))
      .default({})
      .describe('node-hours of a month by stack and pool, where they are known better; they replace the simulation'),
    simulation: z
      .strictObject({
        weeks: z.int().min(1).max(52).default(4).describe('weeks of one run'),
        runs: z.int().min(1).max(200).default(10).describe('runs with different visits'),
        seed: z.int().min(0).default(1).describe('same seed, same result'),
      })
      .prefault({})
      .describe('how to simulate'),
  })
  .describe('How hubs are used');

export type UsageFile = z.output<typeof usageFile>;
export type HubUsage = z.output<typeof hubUsage>;

/** What is assumed of a hub when nobody says how it is used. */
export const ASSUMED_USAGE = {
  production: { users: 25, sessionsPerWeek: 3, hoursPerSession: 2, arrivals: 'workday' },
  canary: { users: 10, sessionsPerWeek: 3, hoursPerSession: 2, arrivals: 'workday' },
  staging: { users: 2, sessionsPerWeek: 1, hoursPerSession: 1, arrivals: 'workday' },
} as const;

export const ASSUMED_HOME_GIB = 5;
export const ASSUMED_HOME_GROWTH_GIB = 0.5;
