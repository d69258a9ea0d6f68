import type { PlanDifference } from '../delivery/plan-differences.ts';
import type { Colors } from './findings-text.ts';
import { attributeLine } from './plan-text.ts';

/** Most lines of what changed in the files. */
const MOST_CHANGES = 20;

/** One line for each thing that is not as it was when a plan was reviewed. */
export function renderDifferences(differences: readonly PlanDifference[], colors: Colors): string[] {
  return differences.flatMap((difference) => linesOf(difference, colors)).map((line) => `  ${line}`);
}

function linesOf(difference: PlanDifference, colors: Colors): string[] {
  switch (difference.kind) {
    case 'plan-file':
      return [planFile(difference.recorded, difference.found)];
    case 'age':
      return [
        `age: planned at ${difference.createdAt}, ${Math.floor(difference.hours)} hours ago; at most ${difference.maxHours} (--max-age)`,
      ];
    case 'version':
      return [`${difference.of}: ${difference.was ?? 'none'} -> ${difference.is ?? 'none'}`];
    case 'checksums':
      return [
        difference.missing
          ? 'lock file: there is none now; commit the one that plan wrote'
          : 'lock file: its checksums are not those of the plan',
      ];
    case 'backend':
      return [`state: ${difference.was} -> ${difference.is}`];
    case 'source':
      return source(difference.changes.map((change) => attributeLine(change, colors)));
    case 'finding': {
      const { rule, address, message } = difference.finding;
      return [`${rule} was not found at ${address || 'the stack'} when it was planned: ${message}`];
    }
  }
}

function planFile(recorded: string, found: string | undefined): string {
  if (found === undefined) return 'plan file: it is missing';
  return `plan file: it was changed after it was made, sha256 ${recorded.slice(0, 12)} -> ${found.slice(0, 12)}`;
}

function source(lines: readonly string[]): string[] {
  if (lines.length === 0) return ['fleet files: they say something else than when it was planned'];
  const more = lines.length - MOST_CHANGES;
  return [
    ...lines.slice(0, MOST_CHANGES).map((line) => `fleet files: ${line}`),
    ...(more > 0 ? [`fleet files: ${more} more changes`] : []),
  ];
}
