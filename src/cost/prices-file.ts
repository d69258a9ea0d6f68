import { z } from 'zod';

const cloud = z.enum(['aws', 'google']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day like 2026-11-22');
const unit = z.enum(['hour', 'month', 'GiB-month', 'GB', 'MBps-month', 'IOPS-month', '10k requests']);

const sheet = z.strictObject({
  cloud,
  source: z.string().min(1),
  retrieved: day,
  regions: z.array(z.string().min(1)).min(1),
  unit,
  approximate: z.string().optional(),
  prices: z.record(z.string(), z.number().positive().max(1_000_000)),
});

/** What an organization pays, and prices that were fetched: written by hand or by `prices update`. */
export const pricesFile = z
  .strictObject({
    discounts: z
      .array(
        z.strictObject({
          cloud: cloud.optional().describe('default: both'),
          items: z.string().min(1).optional().describe('item, or all below a prefix as machine/*; default: all'),
          percent: z.number().min(0).max(100).describe('percent off the list price'),
        }),
      )
      .default([])
      .describe('shares that the clouds take off'),
    credits: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('what reports call it'),
          cloud,
          items: z.string().min(1).optional().describe('items it is taken off; default: all'),
          monthlyUsd: z.number().positive().describe('US dollars a month'),
        }),
      )
      .default([])
      .describe('amounts that the clouds take off'),
    prices: z
      .array(
        z.strictObject({
          cloud,
          item: z.string().min(1).describe('for example machine/r5.xlarge'),
          region: z.string().min(1).optional().describe('default: every region'),
          usd: z.number().min(0).describe('US dollars for one unit'),
        }),
      )
      .default([])
      .describe('prices that the organization knows better'),
    sheets: z.array(sheet).default([]).describe('fetched prices, which go before those that come with hubfleet'),
  })
  .describe('What an organization pays instead of the list price');

export type PricesFile = z.output<typeof pricesFile>;
