import type { PriceSheet } from './price-sheet';

const machine = (prices: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(prices).map(([type, price]) => [`machine/${type}`, price]));

const KARPENTER = 'karpenter-provider-aws, zz_generated.pricing_aws.go';

// One size per family and region is enough: sizes of a family cost in proportion (see family-price.ts).
const R5_ELSEWHERE: Readonly<Record<string, number>> = {
  'us-west-1': 1.12,
  'eu-central-1': 1.216,
  'eu-west-1': 1.128,
  'ap-south-1': 1.04,
  'ca-central-1': 1.104,
};

/** Machines of EC2 with Linux, on demand. */
export const awsMachines: readonly PriceSheet[] = [
  {
    cloud: 'aws',
    source: KARPENTER,
    retrieved: '2026-07-20',
    regions: ['us-east-1', 'us-west-2'],
    unit: 'hour',
    prices: machine({
      't3.small': 0.0208,
      't3.medium': 0.0416,
      't3.large': 0.0832,
      't3.xlarge': 0.1664,
      'm5.large': 0.096,
      'm5.xlarge': 0.192,
      'm5.2xlarge': 0.384,
      'm5.4xlarge': 0.768,
      'm5.16xlarge': 3.072,
      'm6i.large': 0.096,
      'm6i.xlarge': 0.192,
      'm6i.4xlarge': 0.768,
      'm7i.xlarge': 0.2016,
      'm7i.4xlarge': 0.8064,
      'm7g.xlarge': 0.1632,
      'r5.xlarge': 0.252,
      'r5.2xlarge': 0.504,
      'r5.4xlarge': 1.008,
      'r5.8xlarge': 2.016,
      'r5.16xlarge': 4.032,
      'r5a.xlarge': 0.226,
      'r6i.xlarge': 0.252,
      'r6i.4xlarge': 1.008,
      'r6i.16xlarge': 4.032,
      'r6a.xlarge': 0.2268,
      'r7i.xlarge': 0.2646,
      'r7i.2xlarge': 0.5292,
      'r7i.4xlarge': 1.0584,
      'r7i.16xlarge': 4.2336,
      'r7g.xlarge': 0.2142,
      'r8i.xlarge': 0.27784,
      'r8i-flex.large': 0.13197,
      'c5.xlarge': 0.17,
      'g4dn.xlarge': 0.526,
      'g4dn.2xlarge': 0.752,
      'g4dn.4xlarge': 1.204,
      'g4dn.8xlarge': 2.176,
      'g5.xlarge': 1.006,
      'g6.xlarge': 0.8048,
      'p3.2xlarge': 3.06,
    }),
  },
  ...Object.entries(R5_ELSEWHERE).map(
    ([region, price]): PriceSheet => ({
      cloud: 'aws',
      source: 'skypilot-catalog, v8/aws/vms.csv',
      retrieved: '2026-01-01',
      regions: [region],
      unit: 'hour',
      prices: machine({ 'r5.4xlarge': price }),
    }),
  ),
];
