import type { CheckOptions, Stage, Waiver } from '@hubfleet/policies';
import type { Fleet } from '../fleet/fleet.ts';
import { priceBookOf } from '../fleet/price-book.ts';
import { stacksOfFleet } from '../stacks/layer.ts';

/** How the policies judge this fleet: its levels, limits and prices, and the waivers of each cluster for that cluster. */
export function policyOptions(fleet: Fleet, stage: Stage, today: string): CheckOptions {
  return { stage, today, settings: fleet.policies, book: priceBookOf(fleet.pricing), waivers: waiversOf(fleet) };
}

function waiversOf(fleet: Fleet): Waiver[] {
  const places = stacksOfFleet(fleet);
  return fleet.clusters.flatMap((cluster) => {
    const stacks = places.filter((place) => place.cluster === cluster).map(({ name }) => name);
    return cluster.waivers.map((waiver) => ({ ...waiver, stack: `{${stacks.join(',')}}` }));
  });
}

/** The day as waivers count it, in UTC so that it is the same day on every machine. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
