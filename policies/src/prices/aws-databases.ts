import type { PriceSheet } from './price-sheet';

// db.t4g and the families with GPUs aside, one size per family is enough: sizes cost in proportion (see family-price.ts).
const BURSTING = { 'db.t4g.micro': 0.016, 'db.t4g.small': 0.032, 'db.t4g.medium': 0.065, 'db.t4g.large': 0.129 };

const PRICES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  postgres: {
    ...BURSTING,
    'db.t3.large': 0.145,
    'db.m5.large': 0.178,
    'db.m6g.large': 0.159,
    'db.r5.large': 0.25,
    'db.r6g.large': 0.225,
  },
  mysql: {
    ...BURSTING,
    'db.t3.large': 0.136,
    'db.m5.large': 0.171,
    'db.m6g.large': 0.152,
    'db.r5.large': 0.24,
    'db.r6g.large': 0.215,
  },
};

/** Servers of RDS in one zone, by engine. */
export const awsDatabases: readonly PriceSheet[] = [
  {
    cloud: 'aws',
    source: 'AWS price list as used by infracost',
    retrieved: '2026-08-21',
    regions: ['us-east-1', 'us-west-2'],
    unit: 'hour',
    prices: Object.fromEntries(
      Object.entries(PRICES).flatMap(([engine, sizes]) =>
        Object.entries(sizes).map(([type, price]) => [`rds-${engine}/${type}`, price]),
      ),
    ),
  },
];
