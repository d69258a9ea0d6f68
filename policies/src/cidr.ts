import type { Block } from './resource';
import { see, unknown, type Verdict, within } from './verdict';

const WHOLE = /^(?:0\.0\.0\.0|::|0:0:0:0:0:0:0:0)\/0$/;
const HALVES: readonly (readonly [string, string])[] = [
  ['0.0.0.0/1', '128.0.0.0/1'],
  ['::/1', '8000::/1'],
];

/** What makes a list of address ranges the whole internet: `/0`, or two halves; undefined when it is not. */
export function openRange(cidrs: readonly string[]): string | undefined {
  const plain = cidrs.map((cidr) => cidr.trim().toLowerCase());
  const whole = plain.find((cidr) => WHOLE.test(cidr) || /\/0+$/.test(cidr));
  if (whole !== undefined) return whole;
  const halves = HALVES.find((pair) => pair.every((half) => plain.includes(half)));
  return halves?.join(' and ');
}

/** A list attribute with the elements that can be seen and the reasons why others cannot. */
export interface SeenList {
  readonly values: readonly string[];
  readonly isDefault: boolean;
  readonly hidden: readonly string[];
}

const OWN_RANGE =
  /(?:^|\.)(?:aws_vpc|aws_subnet|google_compute_subnetwork)\.[\w-]+(?:\[[^\]]*\])?\.(?:cidr_block|ipv6_cidr_block|ip_cidr_range)$/;

/** Reads a list of texts element by element. The range of a network of one's own is never the internet. */
export function seeList(block: Block, path: string): SeenList {
  const sights = block
    .each(path)
    .filter((value) => value.state !== 'reference' || !value.references.every((name) => OWN_RANGE.test(name)))
    .map(see);
  const values = sights.flatMap((sight) => (sight.seen && sight.value != null ? [String(sight.value)] : []));
  const hidden = sights.flatMap((sight) => (sight.seen ? [] : [sight.reason]));
  return { values, hidden, isDefault: sights.length > 0 && sights.every((sight) => sight.seen && sight.isDefault) };
}

/** The verdict about elements of a list that cannot be seen. */
export function hiddenElements(list: SeenList, block: Block, path: string): Verdict {
  const attribute = within(block, path);
  return list.hidden
    .slice(0, 1)
    .flatMap((reason) => unknown(`${attribute} cannot be checked: it ${reason}`, attribute));
}

/** Ports and protocol of a firewall rule in words. */
export function ports(from: number | undefined, to: number | undefined, protocol: string | undefined): string {
  if (protocol === '-1' || protocol === 'all') return 'all ports';
  const name = protocol ?? 'any protocol';
  if (from === undefined || to === undefined || (from <= 0 && to >= 65535)) return `all ${name} ports`;
  return from === to ? `${name} port ${from}` : `${name} ports ${from} to ${to}`;
}
