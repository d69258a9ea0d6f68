import { z } from 'zod';
import { waiverKey } from './waiver-row.ts';

const day = z.iso.date();

/** The parts of an earlier report that tell since when something is known. */
export const previousReport = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ fingerprint: z.string(), since: day })),
  waivers: z.array(z.object({ cluster: z.string(), rule: z.string(), match: z.string(), since: day })),
});

export type PreviousReport = z.output<typeof previousReport>;

/** Since when findings and waivers are known. */
export interface KnownSince {
  readonly findings: ReadonlyMap<string, string>;
  readonly waivers: ReadonlyMap<string, string>;
}

export function knownSince(previous: PreviousReport | undefined): KnownSince {
  return {
    findings: new Map(previous?.findings.map(({ fingerprint, since }) => [fingerprint, since])),
    waivers: new Map(previous?.waivers.map((waiver) => [waiverKey(waiver), waiver.since])),
  };
}
