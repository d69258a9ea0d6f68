/** End of support of one Kubernetes version on EKS. */
export interface EksSupport {
  /** Last day of standard support, `YYYY-MM-DD`. */
  readonly standard: string;
  /** Last day of extended support, which costs six times as much. */
  readonly extended: string;
}

/** The day on which the dates were read. */
export const EKS_SUPPORT_READ = '2026-02-15';

// endoflife.date/amazon-eks and the release calendar of the EKS user guide.
const SUPPORT: Readonly<Record<string, EksSupport>> = {
  '1.29': { standard: '2025-03-23', extended: '2026-03-23' },
  '1.30': { standard: '2025-07-23', extended: '2026-07-23' },
  '1.31': { standard: '2025-11-26', extended: '2026-11-26' },
  '1.32': { standard: '2026-03-23', extended: '2027-03-23' },
  '1.33': { standard: '2026-07-29', extended: '2027-07-29' },
  '1.34': { standard: '2026-12-02', extended: '2027-12-02' },
  '1.35': { standard: '2027-03-27', extended: '2028-03-27' },
  '1.36': { standard: '2027-08-02', extended: '2028-08-02' },
};

const OLDEST = 29;

/** Support dates of a version; `ended` for those before the table, undefined for those after it. */
export function eksSupport(version: string): EksSupport | 'ended' | undefined {
  if (Object.hasOwn(SUPPORT, version)) return SUPPORT[version];
  const minor = /^1\.(\d+)$/.exec(version)?.[1];
  return minor !== undefined && Number(minor) < OLDEST ? 'ended' : undefined;
}
