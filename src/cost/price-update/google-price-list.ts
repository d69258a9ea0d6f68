import type { PriceSheet } from '@hubfleet/policies';
import { z } from 'zod';
import { type DownloadLimits, getJson, PriceListError } from './get-json.ts';

/** Google's Cloud Billing Catalog; it asks for an API key. */
export const GOOGLE_PRICE_LISTS = 'https://cloudbilling.googleapis.com';

/** Compute Engine in the catalog. */
const COMPUTE_ENGINE = '6F81-5844-456A';
const MOST_PAGES = 200;

const money = z.object({ units: z.string().optional(), nanos: z.number().optional() });
const sku = z.object({
  description: z.string(),
  category: z.object({ resourceGroup: z.string().optional(), usageType: z.string().optional() }),
  serviceRegions: z.array(z.string()),
  pricingInfo: z.array(
    z.object({
      effectiveTime: z.string(),
      pricingExpression: z.object({
        tieredRates: z.array(z.object({ startUsageAmount: z.number(), unitPrice: money })),
      }),
    }),
  ),
});
const page = z.object({ skus: z.array(sku), nextPageToken: z.string().optional() });

type Sku = z.output<typeof sku>;

/** CPUs and GiB of the sizes that are worked out, by family. */
const FAMILIES: Readonly<
  Record<string, { readonly core: RegExp; readonly ram: RegExp; readonly shapes: Readonly<Record<string, number>> }>
> = {
  e2: { core: /^E2 Instance Core /, ram: /^E2 Instance Ram /, shapes: { standard: 4, highmem: 8 } },
  n2: { core: /^N2 Instance Core /, ram: /^N2 Instance Ram /, shapes: { standard: 4, highmem: 8 } },
  n1: {
    core: /^N1 Predefined Instance Core /,
    ram: /^N1 Predefined Instance Ram /,
    shapes: { standard: 3.75, highmem: 6.5 },
  },
};
const SIZES = [2, 4, 8, 16, 32, 64];

const DISKS: Readonly<Record<string, RegExp>> = {
  'disk/pd-standard': /^Storage PD Capacity/,
  'disk/pd-balanced': /^Balanced PD Capacity/,
  'disk/pd-ssd': /^SSD backed PD Capacity/,
};

/** Reads what Compute Engine costs in a region from the billing catalog. */
export async function fetchGooglePrices(
  region: string,
  key: string,
  base: string = GOOGLE_PRICE_LISTS,
  limits?: DownloadLimits,
): Promise<PriceSheet[]> {
  const skus = (await allSkus(key, base, limits)).filter(({ serviceRegions }) => serviceRegions.includes(region));
  const retrieved =
    skus
      .map(({ pricingInfo }) => pricingInfo[0]?.effectiveTime.slice(0, 10) ?? '')
      .sort()
      .at(-1) ?? '';
  const sheet = { cloud: 'google', source: 'Google Cloud Billing Catalog', retrieved, regions: [region] } as const;
  const sheets: PriceSheet[] = [
    {
      ...sheet,
      unit: 'hour',
      prices: { ...machines(skus, 'OnDemand', 'machine'), ...machines(skus, 'Preemptible', 'spot') },
    },
    { ...sheet, unit: 'GiB-month', prices: disks(skus) },
  ];
  return sheets.filter(({ prices }) => Object.keys(prices).length > 0);
}

async function allSkus(key: string, base: string, limits: DownloadLimits | undefined): Promise<Sku[]> {
  const skus: Sku[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const address = new URL(`/v1/services/${COMPUTE_ENGINE}/skus`, base);
    address.searchParams.set('key', key);
    address.searchParams.set('pageSize', '5000');
    if (token) address.searchParams.set('pageToken', token);
    const parsed = page.safeParse(await getJson(address, limits));
    if (!parsed.success)
      throw new PriceListError(`${address.origin}${address.pathname}: is not a billing catalog; check the address`);
    skus.push(...parsed.data.skus);
    token = parsed.data.nextPageToken;
    if (!token) return skus;
  }
  throw new PriceListError(`${base}: has more than ${MOST_PAGES} pages; it is not read further`);
}

/** A machine costs its CPUs and its memory, which the catalog prices apart. */
function machines(skus: readonly Sku[], usageType: string, kind: string): Record<string, number> {
  const own = skus.filter(({ category }) => category.usageType === usageType);
  const prefix = usageType === 'Preemptible' ? /^Spot Preemptible / : /^/;
  const named = own.map((each) => ({ ...each, description: each.description.replace(prefix, '') }));
  const prices: Record<string, number> = {};
  for (const [family, { core, ram, shapes }] of Object.entries(FAMILIES)) {
    const [cpu, gib] = [priceOf(named, core), priceOf(named, ram)];
    if (cpu === undefined || gib === undefined) continue;
    for (const [shape, gibPerCpu] of Object.entries(shapes)) {
      for (const size of SIZES) prices[`${kind}/${family}-${shape}-${size}`] = round(size * (cpu + gib * gibPerCpu));
    }
  }
  return prices;
}

function disks(skus: readonly Sku[]): Record<string, number> {
  const found = Object.entries(DISKS).flatMap(([item, pattern]) => {
    const price = priceOf(skus, pattern);
    return price === undefined ? [] : [[item, round(price)]];
  });
  return Object.fromEntries(found);
}

/** The first rate that is not free: the catalog lists free amounts as a tier of their own. */
function priceOf(skus: readonly Sku[], pattern: RegExp): number | undefined {
  const found = skus.find(
    ({ description }) => pattern.test(description) && !/Custom|Commitment|Sole Tenancy/.test(description),
  );
  const rates = found?.pricingInfo[0]?.pricingExpression.tieredRates ?? [];
  return rates
    .map(({ unitPrice: { units = '0', nanos = 0 } }) => Number(units) + nanos / 1e9)
    .find((price) => price > 0);
}

function round(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}
