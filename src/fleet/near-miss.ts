import { distance } from 'fastest-levenshtein';

/** The known name a reader most likely meant, if one is close enough to be worth saying. */
export function tryNearMiss(name: string, known: readonly string[]): string | undefined {
  const close = known
    .map((candidate) => ({ candidate, away: distanceOf(plain(name), plain(candidate)) }))
    .filter(({ candidate, away }) => away <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)))
    .sort((a, b) => a.away - b.away);
  return close[0]?.candidate;
}

/** A name cut short, like `warn`, or with letters swapped, like `mian`, is as good as one with a wrong letter. */
function distanceOf(name: string, candidate: string): number {
  const short = name.length >= 3 && candidate.startsWith(name);
  return short || letters(name) === letters(candidate) ? 1 : distance(name, candidate);
}

function letters(name: string): string {
  return [...name].sort().join('');
}

/** What to do about a name that is not known: the near miss, or all names there are. */
export function suggest(name: string, known: readonly string[]): string {
  const near = tryNearMiss(name, known);
  if (near) return `did you mean ${near}`;
  return known.length === 0 ? 'remove it' : `use one of ${known.join(', ')}`;
}

/** `max-nodes` and `max_nodes` are the same word as `maxNodes`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}
