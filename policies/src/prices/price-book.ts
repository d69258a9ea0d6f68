import { builtInPrices } from './built-in';
import { machineSize } from './family-price';
import { itemUnit } from './item-unit';
import { type MicroUsd, times, usd } from './money';
import { type Credit, type CustomPrice, type Discount, keptShare, type PriceOverrides } from './overrides';
import type { PricedCloud, PriceSheet, PriceUnit } from './price-sheet';

/** The price of one unit of something, and how it was found. */
export interface Price {
  readonly rate: MicroUsd;
  readonly unit: PriceUnit;
  readonly source: string;
  /** The day the figure was read, `YYYY-MM-DD`. */
  readonly retrieved: string;
  /** Why the figure is only about right; absent when it is the seller's own. */
  readonly approximate?: string;
}

/** Nothing is known about the price. */
export interface Unpriced {
  readonly unpriced: string;
}

/** Where a price is asked for. */
export interface PriceQuestion {
  readonly cloud: PricedCloud;
  /** For example `machine/r5.xlarge`. */
  readonly item: string;
  /** Undefined when it cannot be seen. */
  readonly region: string | undefined;
}

/** Share of the on-demand price that a spot machine of AWS is reckoned at: the top of what was seen, 28 to 46 %. */
export const AWS_SPOT_SHARE = 0.45;

const BASE: Readonly<Record<PricedCloud, string>> = { aws: 'us-east-1', google: 'us-central1' };
const REFERENCE: Readonly<Record<PricedCloud, string>> = {
  aws: 'machine/r5.4xlarge',
  google: 'machine/n2-highmem-16',
};

/** True for an answer without a price. */
export function isUnpriced(answer: Price | Unpriced): answer is Unpriced {
  return 'unpriced' in answer;
}

/** Finds prices: the organization's own, then those of a sheet, then what follows from other figures by rule. */
export class PriceBook {
  readonly sheets: readonly PriceSheet[];
  readonly credits: readonly Credit[];
  readonly #discounts: readonly Discount[];
  readonly #custom: readonly CustomPrice[];
  readonly #byItem = new Map<string, PriceSheet[]>();
  readonly #found = new Map<string, Price | Unpriced>();

  /** @param sheets later ones win over earlier ones for the same item and region */
  constructor(sheets: readonly PriceSheet[] = builtInPrices, overrides: PriceOverrides = {}) {
    this.sheets = sheets;
    this.credits = overrides.credits ?? [];
    this.#discounts = overrides.discounts ?? [];
    this.#custom = overrides.prices ?? [];
    for (const sheet of sheets) {
      for (const item of Object.keys(sheet.prices)) {
        const key = `${sheet.cloud} ${item}`;
        const list = this.#byItem.get(key);
        if (list) list.unshift(sheet);
        else this.#byItem.set(key, [sheet]);
      }
    }
  }

  /** The price of an item in a region, discounts included; or why there is none. */
  find(question: PriceQuestion): Price | Unpriced {
    const key = `${question.cloud} ${question.item} ${question.region ?? ''}`;
    const found = this.#found.get(key) ?? this.#find(question);
    this.#found.set(key, found);
    return found;
  }

  #find(question: PriceQuestion): Price | Unpriced {
    const { cloud, item, region } = question;
    const own = this.#custom.findLast(
      (price) => price.cloud === cloud && price.item === item && (price.region ?? region) === region,
    );
    if (own) return { rate: usd(own.usd), unit: this.#unitOf(cloud, item), source: 'the organization', retrieved: '' };
    const listed = this.#listed(question);
    if (isUnpriced(listed)) return listed;
    const kept = keptShare(this.#discounts, cloud, item.replace(/^spot/, 'machine'));
    return kept === 1 ? listed : { ...listed, rate: times(listed.rate, kept) };
  }

  #listed({ cloud, item, region }: PriceQuestion): Price | Unpriced {
    const everywhere = this.#inSheet(cloud, item, '*');
    if (everywhere) return everywhere;
    if (region === undefined) return { unpriced: 'its region cannot be seen' };
    const here = this.#inRegion(cloud, item, region);
    if (here) return here;
    const base = this.#inRegion(cloud, item, BASE[cloud]);
    if (base) return this.#elsewhere(base, cloud, item, region);
    if (item.startsWith('spot')) return this.#spot(cloud, item, region);
    return { unpriced: `there is no price for ${item}` };
  }

  /** A figure of the region itself, or one that follows from another size there. */
  #inRegion(cloud: PricedCloud, item: string, region: string): Price | undefined {
    return this.#inSheet(cloud, item, region) ?? this.#bySize(cloud, item, region);
  }

  #inSheet(cloud: PricedCloud, item: string, region: string): Price | undefined {
    const sheet = this.#byItem.get(`${cloud} ${item}`)?.find(({ regions }) => regions.includes(region));
    if (!sheet) return undefined;
    const { unit, source, retrieved, approximate } = sheet;
    return { rate: usd(sheet.prices[item] ?? 0), unit, source, retrieved, ...(approximate && { approximate }) };
  }

  #bySize(cloud: PricedCloud, item: string, region: string): Price | undefined {
    const [kind = '', type = ''] = item.split('/');
    const wanted = machineSize(type);
    if (!wanted) return undefined;
    const [largest] = this.sheets
      .filter((sheet) => sheet.cloud === cloud && sheet.regions.includes(region))
      .flatMap((sheet) => Object.keys(sheet.prices))
      .filter((other) => other.startsWith(`${kind}/`))
      .map((other) => ({ other, size: machineSize(other.slice(kind.length + 1)) }))
      .filter(({ size }) => size?.family === wanted.family)
      // The largest size has the figure with the least rounding in it.
      .sort((a, b) => (b.size?.size ?? 0) - (a.size?.size ?? 0));
    const price = largest && this.#inSheet(cloud, largest.other, region);
    return price && { ...price, rate: times(price.rate, wanted.size / (largest?.size?.size ?? 1)) };
  }

  #elsewhere(base: Price, cloud: PricedCloud, item: string, region: string): Price | Unpriced {
    const reference = this.#inSheet(cloud, REFERENCE[cloud], region);
    const common = this.#inSheet(cloud, REFERENCE[cloud], BASE[cloud]);
    if (!reference || !common)
      return { unpriced: `there is no price for ${item} in ${region}, nor a factor for the region` };
    const share = reference.rate / common.rate;
    const machine = REFERENCE[cloud].replace('machine/', '');
    const approximate = `${BASE[cloud]} price × ${share.toFixed(3)}, as ${machine} costs in ${region}`;
    return { ...base, rate: times(base.rate, share), approximate };
  }

  #spot(cloud: PricedCloud, item: string, region: string): Price | Unpriced {
    const onDemand = this.#listed({
      cloud,
      item: item.replace(/^spot-gpu/, 'gpu').replace(/^spot\//, 'machine/'),
      region,
    });
    if (isUnpriced(onDemand)) return onDemand;
    if (cloud === 'google') return { ...onDemand, approximate: 'no spot price known, priced on demand' };
    const share = `${AWS_SPOT_SHARE * 100} % of the on-demand price`;
    const approximate = onDemand.approximate ? `${share}; ${onDemand.approximate}` : share;
    return { ...onDemand, rate: times(onDemand.rate, AWS_SPOT_SHARE), approximate };
  }

  #unitOf(cloud: PricedCloud, item: string): PriceUnit {
    return this.#byItem.get(`${cloud} ${item}`)?.[0]?.unit ?? itemUnit(item);
  }
}
