import { describe, expect, test } from 'vitest';
import { builtInPrices } from '../../../policies/src/prices/built-in.ts';
import { formatRate } from '../../../policies/src/prices/money.ts';
import type { PriceOverrides } from '../../../policies/src/prices/overrides.ts';
import { isUnpriced, PriceBook, type PriceQuestion } from '../../../policies/src/prices/price-book.ts';
import type { PricedCloud } from '../../../policies/src/prices/price-sheet.ts';

const ask = (cloud: PricedCloud, item: string, region: string | undefined, overrides: PriceOverrides = {}) =>
  new PriceBook(undefined, overrides).find({ cloud, item, region });

const rate = (...question: Parameters<typeof ask>) => {
  const found = ask(...question);
  return isUnpriced(found) ? found.unpriced : formatRate(found.rate);
};

describe('PriceBook', () => {
  test.each<[PricedCloud, string, string, string]>([
    ['aws', 'machine/r5.xlarge', 'us-west-2', '$0.252'],
    ['aws', 'eks/control-plane', 'ap-south-1', '$0.10'],
    ['aws', 'efs/standard', 'us-east-1', '$0.30'],
    ['google', 'machine/n2-highmem-2', 'us-central1', '$0.131'],
    ['google', 'filestore/BASIC_HDD', 'us-west1', '$0.20'],
    ['google', 'spot/n2-highmem-4', 'us-central1', '$0.0927'],
  ])('reads %s %s in %s', (cloud, item, region, expected) => {
    expect(rate(cloud, item, region)).toBe(expected);
    expect(ask(cloud, item, region)).not.toHaveProperty('approximate');
  });

  test.each<[PricedCloud, string, string, string]>([
    ['aws', 'machine/r8i.2xlarge', 'us-west-2', '$0.55568'],
    ['aws', 'machine/r5.large', 'eu-west-1', '$0.141'],
    ['aws', 'machine/r7g.16xlarge', 'us-east-1', '$3.4272'],
    ['google', 'machine/n2-highmem-4', 'europe-west2', '$0.337576'],
    ['google', 'machine/n1-standard-32', 'us-central1', '$1.52'],
  ])('derives %s %s in %s from another size of the family', (cloud, item, region, expected) => {
    expect(rate(cloud, item, region)).toBe(expected);
    expect(ask(cloud, item, region)).not.toHaveProperty('approximate');
  });

  test('does not derive machines with a GPU or bursting ones, whose sizes are not in proportion', () => {
    expect(rate('aws', 'machine/g4dn.16xlarge', 'us-west-2')).toBe('there is no price for machine/g4dn.16xlarge');
    expect(rate('aws', 'machine/t3.2xlarge', 'us-west-2')).toBe('there is no price for machine/t3.2xlarge');
  });

  test('reckons an item without a figure in the region by what machines cost there, and says so', () => {
    expect(ask('google', 'filestore/BASIC_HDD', 'europe-west2')).toMatchObject({
      rate: 257_667,
      approximate: 'us-central1 price × 1.288, as n2-highmem-16 costs in europe-west2',
    });
  });

  test.each<[PricedCloud, string, string | undefined, string]>([
    ['aws', 'machine/x99.large', 'us-west-2', 'there is no price for machine/x99.large'],
    ['aws', 'lb/classic', 'af-south-1', 'there is no price for lb/classic in af-south-1, nor a factor for the region'],
    ['google', 'filestore/ZONAL', 'us-central1', 'there is no price for filestore/ZONAL'],
    ['aws', 'machine/r5.xlarge', undefined, 'its region cannot be seen'],
  ])('has no price for %s %s in %s and says why', (cloud, item, region, reason) => {
    expect(ask(cloud, item, region)).toEqual({ unpriced: reason });
  });

  test('reckons spot machines of AWS at a stated share', () => {
    expect(ask('aws', 'spot/r5.4xlarge', 'us-west-2')).toMatchObject({
      rate: 453_600,
      approximate: '45 % of the on-demand price',
    });
    expect(ask('aws', 'spot/m5.xlarge', 'eu-west-1')).toMatchObject({
      approximate: '45 % of the on-demand price; us-east-1 price × 1.119, as r5.4xlarge costs in eu-west-1',
    });
  });

  test('prices a spot machine of Google without a figure on demand', () => {
    expect(ask('google', 'spot/n2-standard-4', 'us-central1')).toMatchObject({
      rate: 194_200,
      approximate: 'no spot price known, priced on demand',
    });
  });

  const negotiated: PriceOverrides = {
    discounts: [{ cloud: 'aws', items: 'machine/*', percent: 10 }, { percent: 5 }],
    prices: [{ cloud: 'google', item: 'filestore/ZONAL', usd: 0.35 }],
  };

  test.each<[string, PriceQuestion, string]>([
    [
      'adds up discounts one after the other',
      { cloud: 'aws', item: 'machine/r5.xlarge', region: 'us-west-2' },
      '$0.21546',
    ],
    ['also on spot', { cloud: 'aws', item: 'spot/r5.4xlarge', region: 'us-west-2' }, '$0.387828'],
    ['keeps to the items they name', { cloud: 'aws', item: 'kms/key', region: 'us-west-2' }, '$0.95'],
    ['leaves custom prices alone', { cloud: 'google', item: 'filestore/ZONAL', region: 'europe-west2' }, '$0.35'],
  ])('%s', (_, { cloud, item, region }, expected) => {
    expect(rate(cloud, item, region, negotiated)).toBe(expected);
  });

  test('lets a later sheet win', () => {
    const newer = {
      cloud: 'aws',
      source: 'AWS price list',
      retrieved: '2026-11-01',
      regions: ['us-west-2'],
      unit: 'hour',
      prices: { 'machine/r5.xlarge': 0.26 },
    } as const;
    const book = new PriceBook([...builtInPrices, newer]);
    expect(book.find({ cloud: 'aws', item: 'machine/r5.xlarge', region: 'us-west-2' })).toMatchObject({
      rate: 260_000,
      retrieved: '2026-11-01',
    });
  });
});

describe('the prices that come with hubfleet', () => {
  test('have at most six decimals, or a sum could not be exact', () => {
    const odd = builtInPrices
      .flatMap(({ prices }) => Object.entries(prices))
      .filter(([, price]) => Number(price.toFixed(6)) !== price || price <= 0);
    expect(odd).toEqual([]);
  });

  test('say where and when each was read', () => {
    for (const { source, retrieved, regions } of builtInPrices) {
      expect(source).not.toBe('');
      expect(retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(regions.length).toBeGreaterThan(0);
    }
  });

  test('of sizes of one family are in proportion, which the derivation relies on', () => {
    const book = new PriceBook();
    for (const { cloud, prices, regions } of builtInPrices) {
      for (const item of Object.keys(prices).filter((each) => /^machine\//.test(each))) {
        const without = new PriceBook(
          builtInPrices.map((sheet) => ({
            ...sheet,
            prices: Object.fromEntries(Object.entries(sheet.prices).filter(([other]) => other !== item)),
          })),
        );
        const question = { cloud, item, region: regions[0] };
        const derived = without.find(question);
        const listed = book.find(question);
        if (isUnpriced(derived) || isUnpriced(listed) || derived.approximate) continue;
        expect(Math.abs(derived.rate / listed.rate - 1), item).toBeLessThan(0.002);
      }
    }
  });
});
