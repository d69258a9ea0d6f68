import type { AffectedStack } from '../delivery/affected/affected-stack.ts';
import type { PartChange } from '../delivery/affected/stack-parts.ts';
import { renderAffectedGithub, renderAffectedGitlab } from './affected-matrix.ts';
import type { Colors } from './findings-text.ts';
import { renderJson } from './json.ts';
import { count } from './problems-text.ts';

/** What a change touches, and in what. */
export interface AffectedReport {
  readonly base: { readonly name: string; readonly kind: string };
  readonly stacks: readonly AffectedStack[];
  /** Number of stacks that are the same in both. */
  readonly unchanged: number;
}

/** What a job of a matrix is for. */
export type MatrixUnit = 'stack' | 'cluster';

const MOST_CHANGES = 8;

const signs = { added: '+', changed: '~', removed: '-' } satisfies Record<PartChange['kind'], string>;

/** Each stack with what differs in it, in short. */
function renderAffectedText({ base, stacks, unchanged }: AffectedReport, colors: Colors): string {
  const same = `${count(unchanged, 'stack')} as in ${base.name}`;
  if (stacks.length === 0) return `nothing is touched: ${same}\n`;
  const width = Math.max(...stacks.map(({ stack }) => stack.length));
  const blocks = stacks.map((each) => {
    const shown = each.changes.slice(0, MOST_CHANGES).map((change) => `    ${lineOf(change)}`);
    const more = each.changes.length - shown.length;
    const rest = more > 0 ? [colors.dim(`    … ${count(more, 'more change')}; see all with --format json`)] : [];
    return [`${colors.bold(each.stack.padEnd(width))}  ${headline(each)}`, ...shown, ...rest].join('\n');
  });
  return `${blocks.join('\n')}\n\n${count(stacks.length, 'stack')} touched, ${same}\n`;
}

/**
 * For programs. The shape is stable within `version`:
 * `{ version, base: { name, kind }, stacks: [{ stack, cluster, layer, hub?, kind, changes: [{ address, kind, attributes }] }], unchanged }`.
 */
function renderAffectedJson(report: AffectedReport): string {
  return renderJson({ version: 1, ...report });
}

export const affectedRenderers = {
  text: (report: AffectedReport, { colors }: { colors: Colors; by: MatrixUnit }) => renderAffectedText(report, colors),
  json: (report: AffectedReport) => renderAffectedJson(report),
  github: ({ stacks }: AffectedReport, { by }: { by: MatrixUnit }) => renderAffectedGithub(stacks, by),
  gitlab: ({ stacks }: AffectedReport, { by }: { by: MatrixUnit }) => renderAffectedGitlab(stacks, by),
};

function headline({ kind, changes }: AffectedStack): string {
  if (kind === 'new') return `new, ${count(changes.length, 'resource')}`;
  if (kind === 'removed') return `removed; its ${count(changes.length, 'resource')} stay until they are destroyed`;
  return 'changed';
}

function lineOf({ kind, address, attributes }: PartChange): string {
  return `${signs[kind]} ${address}${attributes.length > 0 ? `: ${attributes.join(', ')}` : ''}`;
}
