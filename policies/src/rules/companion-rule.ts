import type { Companions } from '../resource-links';
import { fail, pass, unknown, type Verdict } from '../verdict';

/** Requires another resource beside this one; one whose target cannot be seen may be it. */
export function requireCompanion({ found, unclear }: Companions, missing: string): Verdict {
  if (found.length > 0) return pass;
  const [first] = unclear;
  return first === undefined ? fail(missing) : unknown(`${missing}, unless ${first.address} does`);
}
