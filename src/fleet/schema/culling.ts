import { z } from 'zod';
import { wholeNumber } from './quantity.ts';

/** When kernels and servers are stopped. */
export const culling = z.strictObject({
  idleMinutes: wholeNumber(5, 10_080).default(60).describe('minutes without activity after which a server stops'),
  maxAgeHours: wholeNumber(1, 8760).default(168).describe('hours after which a server stops, busy or not'),
  kernelIdleMinutes: wholeNumber(0, 10_080)
    .optional()
    .describe('minutes without activity after which a kernel stops, 0 keeps kernels; default: 60'),
  connectedKernels: z.boolean().optional().describe('a kernel is idle although a browser shows it; default: true'),
  everyMinutes: wholeNumber(1, 1440).optional().describe('minutes between two looks; default: 10'),
  adminServers: z.boolean().optional().describe("administrators' servers stop too; default: true"),
  forgetNamedServers: z.boolean().optional().describe('a stopped named server is forgotten; default: false'),
});
