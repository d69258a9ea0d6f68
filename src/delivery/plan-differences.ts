import type { CheckResult, Finding } from '@hubfleet/policies';
import { type AttributeChange, attributeChanges } from '../terraform/attribute-changes.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { PlanManifest } from './plan-manifest.ts';

/** Something that is not as it was when a plan was reviewed. */
export type PlanDifference =
  | { readonly kind: 'plan-file'; readonly recorded: string; readonly found: string | undefined }
  | { readonly kind: 'age'; readonly createdAt: string; readonly hours: number; readonly maxHours: number }
  | {
      readonly kind: 'version';
      readonly of: string;
      readonly was: string | undefined;
      readonly is: string | undefined;
    }
  | { readonly kind: 'checksums'; readonly missing: boolean }
  | { readonly kind: 'backend'; readonly was: string; readonly is: string }
  /** In the Terraform JSON; no changes when the one that was planned is not known any more. */
  | { readonly kind: 'source'; readonly changes: readonly AttributeChange[] }
  | { readonly kind: 'finding'; readonly finding: Finding };

const HOUR_MS = 3_600_000;

/** How old a plan is, if it is too old. */
export function ageDifference({ createdAt }: PlanManifest, now: Date, maxHours: number): PlanDifference[] {
  const hours = (now.getTime() - Date.parse(createdAt)) / HOUR_MS;
  return hours > maxHours ? [{ kind: 'age', createdAt, hours, maxHours }] : [];
}

/** What a plan would be made from now, against what it was made from. */
export function inputDifferences(
  { inputs: was }: PlanManifest,
  is: PlanInputs,
  source: { readonly was: unknown; readonly is: unknown },
): PlanDifference[] {
  const providers = providerDifferences(was.providers, is.providers);
  const isOtherLock = was.lockFile !== is.lockFile && providers.length === 0;
  return [
    ...versionDifference('Terraform', was.terraform, is.terraform),
    ...providers,
    ...(isOtherLock ? [{ kind: 'checksums' as const, missing: is.lockFile === null }] : []),
    ...(was.backend === is.backend ? [] : [{ kind: 'backend' as const, was: was.backend, is: is.backend }]),
    ...(was.source === is.source ? [] : [{ kind: 'source' as const, changes: leafChanges(source.was, source.is) }]),
  ];
}

function providerDifferences(was: PlanInputs['providers'], is: PlanInputs['providers']): PlanDifference[] {
  // Without a lock file the checksums tell it once.
  if (Object.keys(is).length === 0) return [];
  const addresses = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return addresses.flatMap((address) => versionDifference(address, was[address], is[address]));
}

function versionDifference(of: string, was: string | undefined, is: string | undefined): PlanDifference[] {
  return was === is ? [] : [{ kind: 'version', of, was, is }];
}

/** Synthesized JSON holds no secret, so its values may be told. */
function leafChanges(was: unknown, is: unknown): AttributeChange[] {
  return was === undefined ? [] : attributeChanges({ actions: ['update'], before: was, after: is });
}

/** Findings that whoever reviewed the plan has not seen, or not as bad as they are now. */
export function findingDifferences(reviewed: PlanManifest, now: CheckResult): PlanDifference[] {
  const levels = new Map(reviewed.findings.map(({ fingerprint, level }) => [fingerprint, level]));
  const waived = new Set(reviewed.waived.map(({ fingerprint }) => fingerprint));
  const unseen = [
    ...now.findings.filter(({ fingerprint, level }) => levels.get(fingerprint) !== level),
    ...now.waived.filter(({ fingerprint }) => !waived.has(fingerprint) && !levels.has(fingerprint)),
  ];
  return unseen.map((finding) => ({ kind: 'finding', finding }));
}
