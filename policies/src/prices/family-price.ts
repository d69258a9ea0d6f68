/**
 * How sizes of one machine family relate in price. Both clouds price the sizes of a family in proportion to their CPUs;
 * the families with GPUs are the exception, because the GPU does not grow with the machine.
 */
export interface MachineSize {
  /** Family, for example `r5` or `n2-highmem`. */
  readonly family: string;
  /** Size in units that price and memory are proportional to. */
  readonly size: number;
}

const AWS_TYPE = /^((?:db\.)?[a-z0-9-]+)\.(?:(medium|large|xlarge)|(\d+)xlarge)$/;
const GOOGLE_TYPE = /^((?:e2|n1|n2|n2d|n4|c3|c3d|c4)-(?:standard|highmem|highcpu))-(\d+)$/;
const GPU_FAMILY = /^(?:p|g|gr|trn|inf|dl|vt)\d/;
const NAMED: Readonly<Record<string, number>> = { medium: 0.25, large: 0.5, xlarge: 1 };

/** Splits a machine type; undefined where the rule of proportion does not hold. */
export function machineSize(type: string): MachineSize | undefined {
  const aws = AWS_TYPE.exec(type);
  if (aws) {
    const [, family = '', named, times] = aws;
    if (GPU_FAMILY.test(family) || family.startsWith('t')) return undefined;
    return { family, size: named === undefined ? Number(times) : (NAMED[named] as number) };
  }
  const google = GOOGLE_TYPE.exec(type);
  return google ? { family: google[1] as string, size: Number(google[2]) } : undefined;
}
