import { EVERYWHERE, type PriceSheet } from './price-sheet';

const SOURCE = 'AWS price list as used by infracost';
const RETRIEVED = '2026-08-21';
const US = ['us-east-1', 'us-west-2'] as const;
const sheet = { cloud: 'aws', source: SOURCE, retrieved: RETRIEVED, regions: US } as const;

/** What AWS bills besides machines. */
export const awsServices: readonly PriceSheet[] = [
  {
    ...sheet,
    regions: EVERYWHERE,
    unit: 'hour',
    prices: { 'eks/control-plane': 0.1, 'eks/control-plane-extended-support': 0.6, 'vpc/public-address': 0.005 },
  },
  {
    ...sheet,
    regions: EVERYWHERE,
    unit: 'month',
    prices: {
      'kms/key': 1,
      'secrets/secret': 0.4,
      'route53/health-check': 0.75,
      'route53/health-check-option': 2,
      'cloudwatch/alarm': 0.1,
    },
  },
  { ...sheet, regions: EVERYWHERE, unit: '10k requests', prices: { 'kms/requests': 0.03 } },
  {
    ...sheet,
    unit: 'hour',
    prices: {
      'vpc/nat-gateway': 0.045,
      'vpc/interface-endpoint': 0.01,
      'lb/application': 0.0225,
      'lb/network': 0.0225,
      'lb/classic': 0.025,
      'lb/application-capacity-unit': 0.008,
      'lb/network-capacity-unit': 0.006,
      'fargate/vcpu': 0.04048,
      'fargate/gib': 0.004445,
    },
  },
  {
    ...sheet,
    unit: 'GB',
    prices: {
      'vpc/nat-data': 0.045,
      'vpc/interface-endpoint-data': 0.01,
      'network/internet-egress': 0.09,
      'lb/classic-data': 0.008,
      'logs/ingested': 0.5,
      'vpc/cross-zone-data': 0.01,
      'efs/infrequent-access-data': 0.01,
      'efs/elastic-read-data': 0.03,
      'efs/elastic-write-data': 0.06,
    },
  },
  {
    ...sheet,
    unit: 'GiB-month',
    prices: {
      'ebs/gp3': 0.08,
      'ebs/snapshot': 0.05,
      'backup/efs-warm': 0.05,
      'rds/gp2': 0.115,
      'rds/gp3': 0.115,
      'ebs/gp2': 0.1,
      'ebs/io1': 0.125,
      'ebs/io2': 0.125,
      'ebs/st1': 0.045,
      'ebs/sc1': 0.015,
      'efs/standard': 0.3,
      'efs/one-zone': 0.16,
      'efs/infrequent-access': 0.025,
      'efs/one-zone-infrequent-access': 0.0133,
      's3/standard': 0.023,
      's3/infrequent-access': 0.0125,
      'logs/stored': 0.03,
      'ecr/stored': 0.1,
    },
  },
  { ...sheet, unit: 'IOPS-month', prices: { 'ebs/gp3-iops': 0.005 } },
  { ...sheet, unit: 'MBps-month', prices: { 'ebs/gp3-throughput': 0.04, 'efs/provisioned-throughput': 6 } },
];
