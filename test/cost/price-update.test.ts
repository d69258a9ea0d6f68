import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchAwsPrices } from '../../src/cost/price-update/aws-price-list.ts';
import { getJson } from '../../src/cost/price-update/get-json.ts';
import { fetchGooglePrices } from '../../src/cost/price-update/google-price-list.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answer =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify(body));

const onDemand = (sku: string, usd: string, beginRange = '0') => ({
  [`${sku}.JRTCKXETXF`]: {
    offerTermCode: 'JRTCKXETXF',
    sku,
    effectiveDate: '2026-11-01T00:00:00Z',
    priceDimensions: {
      [`${sku}.JRTCKXETXF.6YS6EN2CT7`]: { unit: 'Hrs', beginRange, endRange: 'Inf', pricePerUnit: { USD: usd } },
    },
    termAttributes: {},
  },
});

const machine = (instanceType: string, more: object = {}) => ({
  productFamily: 'Compute Instance',
  attributes: {
    instanceType,
    regionCode: 'us-west-2',
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus: 'Used',
    ...more,
  },
});

// The shape of AWS's bulk price list of EC2, cut down to a few products.
const EC2 = {
  formatVersion: 'v1.0',
  offerCode: 'AmazonEC2',
  publicationDate: '2026-11-18T21:12:11Z',
  products: {
    AAA: machine('r5.xlarge'),
    BBB: machine('r5.xlarge', { operatingSystem: 'Windows' }),
    CCC: machine('r5.xlarge', { capacitystatus: 'AllocatedCapacityReservation' }),
    DDD: machine('m7i.large', { tenancy: 'Dedicated' }),
    EEE: { productFamily: 'Storage', attributes: { volumeApiName: 'gp3', regionCode: 'us-west-2' } },
    FFF: machine('free.large'),
  },
  terms: {
    OnDemand: {
      AAA: onDemand('AAA', '0.2600000000'),
      BBB: onDemand('BBB', '0.4360000000'),
      CCC: onDemand('CCC', '0.2600000000'),
      DDD: onDemand('DDD', '0.1060000000'),
      EEE: onDemand('EEE', '0.0800000000'),
      FFF: onDemand('FFF', '0.0000000000'),
    },
  },
};

describe('the price list of AWS', () => {
  test('gives plain Linux machines and disks of the region', async () => {
    let asked = '';
    const base = await serve((request, response) => {
      asked = request.url ?? '';
      response.end(JSON.stringify(EC2));
    });
    const sheet = {
      cloud: 'aws',
      source: 'AWS price list, AmazonEC2',
      retrieved: '2026-11-18',
      regions: ['us-west-2'],
    };
    expect(await fetchAwsPrices('us-west-2', base)).toEqual([
      { ...sheet, unit: 'hour', prices: { 'machine/r5.xlarge': 0.26 } },
      { ...sheet, unit: 'GiB-month', prices: { 'ebs/gp3': 0.08 } },
    ]);
    expect(asked).toBe('/offers/v1.0/aws/AmazonEC2/current/us-west-2/index.json');
  });

  test('is refused when it is something else', async () => {
    const base = await serve(answer({ products: [] }));
    await expect(fetchAwsPrices('us-west-2', base)).rejects.toThrow(
      `${base}/offers/v1.0/aws/AmazonEC2/current/us-west-2/index.json: is not a price list of AWS; check the address`,
    );
  });
});

const sku = (description: string, nanos: number, more: { usageType?: string; regions?: string[] } = {}) => ({
  name: 'services/6F81-5844-456A/skus/0000',
  description,
  category: {
    serviceDisplayName: 'Compute Engine',
    resourceFamily: 'Compute',
    resourceGroup: 'x',
    usageType: more.usageType ?? 'OnDemand',
  },
  serviceRegions: more.regions ?? ['europe-west2'],
  pricingInfo: [
    {
      effectiveTime: '2026-11-20T08:13:40.1Z',
      pricingExpression: {
        usageUnit: 'h',
        tieredRates: [
          { startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos: 0 } },
          { startUsageAmount: 1, unitPrice: { currencyCode: 'USD', units: '0', nanos } },
        ],
      },
    },
  ],
});

describe('the billing catalog of Google', () => {
  const pages: Record<string, object> = {
    '': {
      skus: [
        sku('N2 Instance Core running in London', 40_000_000),
        sku('N2 Custom Instance Core running in London', 42_000_000),
        sku('N2 Instance Core running in Iowa', 31_000_000, { regions: ['us-central1'] }),
        sku('Spot Preemptible N2 Instance Core running in London', 6_000_000, { usageType: 'Preemptible' }),
      ],
      nextPageToken: 'more',
    },
    more: {
      skus: [
        sku('N2 Instance Ram running in London', 5_000_000),
        sku('Spot Preemptible N2 Instance Ram running in London', 800_000, { usageType: 'Preemptible' }),
        sku('Balanced PD Capacity in London', 120_000_000),
      ],
      nextPageToken: '',
    },
  };

  test('gives machines as the sum of their CPUs and memory, page by page', async () => {
    const keys: (string | null)[] = [];
    const base = await serve((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://x');
      keys.push(searchParams.get('key'));
      response.end(JSON.stringify(pages[searchParams.get('pageToken') ?? '']));
    });
    const [hours, disks] = await fetchGooglePrices('europe-west2', 'k-1', base);
    // 4 × 0.04 + 32 × 0.005, and as spot 4 × 0.006 + 32 × 0.0008.
    expect(hours).toMatchObject({ retrieved: '2026-11-20', regions: ['europe-west2'], unit: 'hour' });
    expect(hours?.prices).toMatchObject({ 'machine/n2-highmem-4': 0.32, 'spot/n2-highmem-4': 0.0496 });
    expect(disks?.prices).toEqual({ 'disk/pd-balanced': 0.12 });
    expect(keys).toEqual(['k-1', 'k-1']);
  });
});

describe('a price list that does not come', () => {
  test.each<[string, RequestListener, string]>([
    [
      'is missing',
      (_, response) => response.writeHead(404).end(),
      'answered 404; try again later, or check the address',
    ],
    [
      'leads elsewhere',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'cannot be reached; check the network',
    ],
    ['is not JSON', (_, response) => response.end('<html>'), 'is not JSON; check the address'],
    [
      'is too large',
      (_, response) => response.end('x'.repeat(2000)),
      'is larger than 1000 bytes; it is not read further',
    ],
    ['never ends', () => {}, 'did not answer within 0.2 s; try again later'],
  ])('because it %s is told in one sentence without the key', async (_, listener, reason) => {
    const base = await serve(listener);
    const limits = { timeoutMilliseconds: 200, mostBytes: 1000 };
    await expect(getJson(new URL('/list?key=secret', base), limits)).rejects.toThrow(`${base}/list: ${reason}`);
  });
});
