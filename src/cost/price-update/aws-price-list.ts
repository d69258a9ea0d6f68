import type { PriceSheet } from '@hubfleet/policies';
import { z } from 'zod';
import { type DownloadLimits, getJson, PriceListError } from './get-json.ts';

/** Where AWS publishes its price lists; they need no account. */
export const AWS_PRICE_LISTS = 'https://pricing.us-east-1.amazonaws.com';

const offer = z.object({
  publicationDate: z.string(),
  products: z.record(
    z.string(),
    z.object({ productFamily: z.string().optional(), attributes: z.record(z.string(), z.string()) }),
  ),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              beginRange: z.string().optional(),
              unit: z.string(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      ),
    ),
  }),
});

type Offer = z.output<typeof offer>;

/** Reads what EC2 and EBS cost in a region from AWS's bulk price list. */
export async function fetchAwsPrices(
  region: string,
  base: string = AWS_PRICE_LISTS,
  limits?: DownloadLimits,
): Promise<PriceSheet[]> {
  const address = new URL(`/offers/v1.0/aws/AmazonEC2/current/${encodeURIComponent(region)}/index.json`, base);
  const parsed = offer.safeParse(await getJson(address, limits));
  if (!parsed.success) {
    throw new PriceListError(`${address.origin}${address.pathname}: is not a price list of AWS; check the address`);
  }
  const { publicationDate } = parsed.data;
  const sheet = {
    cloud: 'aws',
    source: 'AWS price list, AmazonEC2',
    retrieved: publicationDate.slice(0, 10),
    regions: [region],
  } as const;
  const sheets: PriceSheet[] = [
    { ...sheet, unit: 'hour', prices: pricesOf(parsed.data, machineItem) },
    { ...sheet, unit: 'GiB-month', prices: pricesOf(parsed.data, diskItem) },
  ];
  return sheets.filter(({ prices }) => Object.keys(prices).length > 0);
}

type Product = Offer['products'][string];

/** Plain Linux machines: shared hardware, nothing installed, nothing reserved. */
function machineItem({ productFamily, attributes }: Product): string | undefined {
  const isPlain =
    productFamily?.startsWith('Compute Instance') === true &&
    attributes.operatingSystem === 'Linux' &&
    attributes.tenancy === 'Shared' &&
    attributes.preInstalledSw === 'NA' &&
    attributes.capacitystatus === 'Used';
  return isPlain && attributes.instanceType ? `machine/${attributes.instanceType}` : undefined;
}

function diskItem({ productFamily, attributes }: Product): string | undefined {
  return productFamily === 'Storage' && attributes.volumeApiName ? `ebs/${attributes.volumeApiName}` : undefined;
}

function pricesOf(
  { products, terms }: Offer,
  itemOf: (product: Product) => string | undefined,
): Record<string, number> {
  const prices: Record<string, number> = {};
  for (const [sku, product] of Object.entries(products)) {
    const item = itemOf(product);
    const price = item === undefined ? undefined : firstPrice(terms.OnDemand[sku]);
    if (item !== undefined && price !== undefined) prices[item] = price;
  }
  return Object.fromEntries(Object.entries(prices).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The price of the first unit: later ranges are discounts for amounts that hubs do not reach. */
function firstPrice(terms: Offer['terms']['OnDemand'][string] | undefined): number | undefined {
  for (const { priceDimensions } of Object.values(terms ?? {})) {
    for (const { beginRange = '0', pricePerUnit } of Object.values(priceDimensions)) {
      const price = Math.round(Number(pricePerUnit.USD) * 1e6) / 1e6;
      if (beginRange === '0' && price > 0) return price;
    }
  }
  return undefined;
}
