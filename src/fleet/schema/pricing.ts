import { z } from 'zod';
import { expected } from './expected.ts';

const cloud = z.enum(['aws', 'google']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: expected('a day like 2026-11-22') });
const unit = z.enum(['hour', 'month', 'GiB-month', 'GB', 'MBps-month', 'IOPS-month', '10k requests']);

const discount = z.strictObject({
  cloud: cloud.optional().describe('default: both'),
  items: z.string().min(1).optional().describe('item, or all below a prefix as machine/*; default: all'),
  percent: z.number().min(0).max(100).describe('percent off the list price'),
});

const credit = z.strictObject({
  name: z.string().min(1).describe('what reports call it'),
  cloud: cloud.describe('cloud that gives it'),
  items: z.string().min(1).optional().describe('items it is taken off; default: all'),
  monthlyUsd: z.number().positive().describe('US dollars a month'),
  cluster: z
    .string()
    .min(1)
    .optional()
    .describe('cluster whose account has it; default: the whole fleet, clusters by name until it is used up'),
});

const ownPrice = z.strictObject({
  cloud: cloud.describe('cloud that sells it'),
  item: z.string().min(1).describe('for example machine/r5.xlarge'),
  region: z.string().min(1).optional().describe('default: every region'),
  usd: z.number().min(0).describe('US dollars for one unit'),
});

const sheet = z.strictObject({
  cloud,
  source: z.string().min(1),
  retrieved: day,
  regions: z.array(z.string().min(1)).min(1),
  unit,
  approximate: z.string().optional(),
  prices: z.record(z.string(), z.number().positive().max(1_000_000)),
});

/** What an organization pays instead of the list price, in `fleet.yaml`. */
export const pricing = z.strictObject({
  discounts: z.array(discount).default([]).describe('shares that the clouds take off, one after the other'),
  credits: z.array(credit).default([]).describe('amounts that the clouds take off'),
  prices: z.array(ownPrice).default([]).describe('prices that the organization knows better; no discount applies'),
});

/** A file of prices: written by hand, or by `prices update`. */
export const pricesFile = pricing
  .extend({
    sheets: z.array(sheet).default([]).describe('fetched prices, which go before those that come with hubfleet'),
  })
  .describe('What an organization pays instead of the list price');

export type PricesFile = z.output<typeof pricesFile>;
