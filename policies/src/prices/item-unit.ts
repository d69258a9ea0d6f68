import type { PriceUnit } from './price-sheet';

const BY_PREFIX: readonly (readonly [RegExp, PriceUnit])[] = [
  [/^(?:machine|spot|gpu|spot-gpu|eks|gke|lb|fargate|address|rds-[a-z]+)\/(?!classic-data)/, 'hour'],
  [/^vpc\/(?:nat-gateway|public-address|interface-endpoint)$/, 'hour'],
  [/^sql\/(?:vcpu|gib|db-)/, 'hour'],
  [/^nat\/machine$/, 'hour'],
  [/^(?:kms\/key|secrets\/|route53\/|cloudwatch\/)/, 'month'],
  [/^(?:kms\/requests|storage\/class-)/, '10k requests'],
  [/iops$/, 'IOPS-month'],
  [/throughput$/, 'MBps-month'],
  [/(?:-data|\/data|\/ingested|egress)$/, 'GB'],
];

/** Unit of an item that stands in no sheet, for prices that an organization sets itself. */
export function itemUnit(item: string): PriceUnit {
  return BY_PREFIX.find(([pattern]) => pattern.test(item))?.[1] ?? 'GiB-month';
}
