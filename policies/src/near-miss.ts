/** The known name that was most likely meant; undefined when none is close. */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
  const wanted = tail(name);
  const ranked = known
    .map((candidate) => {
      const whole = edits(name, candidate);
      // A rule in the wrong category is as close as its own name says.
      const own = name.includes('/') && candidate.includes('/') ? edits(wanted, tail(candidate)) + 1 : whole;
      return { candidate, away: Math.min(whole, own) };
    })
    .filter(({ candidate, away }) => away <= Math.max(2, Math.floor(Math.max(name.length, candidate.length) / 4)))
    .sort((a, b) => a.away - b.away);
  return ranked[0]?.candidate;
}

function tail(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/** Letters to insert, delete or change to get from one text to the other. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
