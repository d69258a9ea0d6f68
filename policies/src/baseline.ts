import { compareFindings, type Finding } from './finding';
import type { Rule } from './rule';
import { UnreadableInput } from './unreadable-input';
import { isRecord } from './value';

/** A finding that was there when the baseline was written. */
export type BaselineEntry = Pick<Finding, 'rule' | 'stack' | 'address' | 'path' | 'attribute' | 'fingerprint'>;

/** Findings that a fleet had when it began to be checked: only others fail. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** What a baseline is held against. */
export interface BaselineContext {
  /** The rules that ran; an entry of another rule is neither found nor mended. */
  readonly rules: readonly Rule[];
  /** The stacks that were looked at. */
  readonly stacks: ReadonlySet<string>;
}

/** Findings after those of the baseline were set aside. */
export interface BaselineOutcome {
  /** Findings that are new. */
  readonly findings: readonly Finding[];
  /** Findings that the baseline holds. */
  readonly baselined: readonly Finding[];
  /** Entries that match nothing any more and can be taken out. */
  readonly mended: readonly BaselineEntry[];
}

/** A baseline of these findings. Rules that no waiver may cover, and those about a single change, stay out of it. */
export function baselineOf(findings: readonly Finding[], rules: readonly Rule[]): Baseline {
  const eligible = eligibleRules(rules);
  const kept = findings.filter(({ rule, verdict }) => eligible.has(rule) && verdict !== 'error');
  return { version: 1, findings: [...kept].sort(compareFindings).map(entryOf) };
}

/**
 * Sets aside the findings of a baseline. Each entry covers one finding: the same one, else the same construct under
 * another address, else the same address in another stack when its own stack is gone.
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  { rules, stacks }: BaselineContext,
): BaselineOutcome {
  const eligible = eligibleRules(rules);
  const entries = new Set(baseline.findings);
  const open = new Set(findings.filter(({ rule, verdict }) => eligible.has(rule) && verdict !== 'error'));
  const baselined = new Set<Finding>();
  for (const { identity, moves } of IDENTITIES) {
    const byIdentity = new Map<string, BaselineEntry[]>();
    for (const entry of entries) if (!moves || !stacks.has(entry.stack)) append(byIdentity, identity(entry), entry);
    for (const finding of open) {
      const entry = byIdentity.get(identity(finding))?.shift();
      if (!entry) continue;
      entries.delete(entry);
      open.delete(finding);
      baselined.add(finding);
    }
  }
  const ran = new Set(rules.map(({ id }) => id));
  return {
    findings: findings.filter((finding) => !baselined.has(finding)),
    baselined: findings.filter((finding) => baselined.has(finding)),
    mended: [...entries].filter(({ rule, stack }) => ran.has(rule) && stacks.has(stack)),
  };
}

/**
 * Reads a baseline.
 * @param file what messages call it
 * @throws UnreadableInput when it is something else
 */
export function readBaseline(json: unknown, file: string): Baseline {
  const remedy = 'write it with hubfleet check --write-baseline';
  if (!isRecord(json) || !Array.isArray(json.findings)) throw new UnreadableInput(file, 'is no baseline', remedy);
  if (json.version !== 1) {
    throw new UnreadableInput(file, `is a baseline of version ${JSON.stringify(json.version)}, not 1`, remedy);
  }
  const index = json.findings.findIndex((entry) => !isEntry(entry));
  if (index >= 0)
    throw new UnreadableInput(file, `findings[${index}] lacks rule, stack, address or fingerprint`, remedy);
  return { version: 1, findings: json.findings as BaselineEntry[] };
}

function isEntry(entry: unknown): entry is BaselineEntry {
  return isRecord(entry) && ['rule', 'stack', 'address', 'fingerprint'].every((key) => typeof entry[key] === 'string');
}

function entryOf({ rule, stack, address, path, attribute, fingerprint }: Finding): BaselineEntry {
  return {
    rule,
    stack,
    address,
    ...(path !== undefined && { path }),
    ...(attribute !== undefined && { attribute }),
    fingerprint,
  };
}

function eligibleRules(rules: readonly Rule[]): Set<string> {
  return new Set(rules.filter((rule) => rule.waivable !== false && !rule.judgesRemoved).map(({ id }) => id));
}

/** What makes a finding the one of an entry, best first; `moves` where the stack of the entry must be gone. */
const IDENTITIES: readonly { identity(entry: BaselineEntry): string; readonly moves?: boolean }[] = [
  { identity: ({ fingerprint }) => fingerprint },
  {
    identity: ({ rule, path, stack, address, attribute = '' }) =>
      [rule, path ?? `${stack} ${address}`, attribute].join('\n'),
  },
  { identity: ({ rule, address, attribute = '' }) => [rule, address, attribute].join('\n'), moves: true },
];

function append<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
