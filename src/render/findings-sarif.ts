import { type CheckResult, rules as catalogue, type Finding, type Rule, type Severity } from '@hubfleet/policies';
import type { FindingPlace, PlaceOf } from '../check/finding-place.ts';
import { renderJson } from './json.ts';

/** What a SARIF log says besides the findings. */
export interface SarifOptions {
  /** Version of hubfleet. */
  readonly version: string;
  /** Where the cause of a finding is written down: in a fleet file, a `cdk.tf.json` or a plan. */
  readonly placeOf?: PlaceOf;
  /** @default the catalogue */
  readonly rules?: readonly Rule[];
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** How alarming code scanning shows a severity, from 0 to 10. */
const SECURITY_SEVERITY: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };

/** Findings as SARIF 2.1.0, for code scanning. */
export function renderFindingsSarif(result: CheckResult, options: SarifOptions): string {
  const { version, rules = catalogue, placeOf = () => undefined } = options;
  const old = new Set(result.baselined);
  const findings = [...result.findings, ...result.waived, ...old];
  const reported = new Map(findings.map((finding) => [finding.rule, finding]));
  const known = new Set(rules.map((rule) => rule.id));
  const descriptors = [
    ...rules.map(ruleDescriptor),
    ...[...reported.values()].filter((finding) => !known.has(finding.rule)).map(faultDescriptor),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indexes = new Map(descriptors.map((descriptor, index) => [descriptor.id, index]));
  const run = {
    tool: { driver: { name: 'hubfleet', semanticVersion: version, rules: descriptors } },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => ({
      ...toResult(finding, indexes.get(finding.rule) ?? -1, placeOf(finding)),
      ...(result.baselined && { baselineState: old.has(finding) ? 'unchanged' : 'new' }),
    })),
  };
  return renderJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

function ruleDescriptor(rule: Rule) {
  const references = rule.references.map(({ source, id }) => `${source} ${id}`);
  const sources = references.length > 0 ? `\n\nSee also: ${references.join(', ')}.` : '';
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.remedy}${sources}`,
      markdown: `**${rule.title}**\n\n${rule.why}\n\n${rule.remedy}${sources}`,
    },
    properties: properties(rule.severity, rule.category),
  };
}

/** Faults of a stack or of the settings have no rule object; the finding says it all. */
function faultDescriptor(finding: Finding) {
  return {
    id: finding.rule,
    shortDescription: { text: finding.rule },
    fullDescription: { text: finding.remedy },
    help: { text: finding.remedy, markdown: finding.remedy },
    properties: properties(finding.severity, finding.category),
  };
}

function properties(severity: Severity, category: string) {
  return { severity, tags: [category], 'security-severity': SECURITY_SEVERITY[severity] };
}

function toResult(finding: Finding, ruleIndex: number, place: FindingPlace | undefined) {
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: finding.level,
    message: { text: finding.address === '' ? finding.message : `${finding.address}: ${finding.message}` },
    locations: [toLocation(finding, place)],
    partialFingerprints: { 'hubfleet/v1': finding.fingerprint },
    ...(finding.waiver && { suppressions: [toSuppression(finding.waiver)] }),
    properties: {
      stack: finding.stack,
      verdict: finding.verdict,
      ...(finding.attribute && { attribute: finding.attribute }),
    },
  };
}

function toLocation(finding: Finding, place: FindingPlace | undefined) {
  const logical = [
    ...(finding.address === '' ? [] : [{ fullyQualifiedName: finding.address, kind: 'resource' }]),
    ...(finding.path === undefined ? [] : [{ fullyQualifiedName: finding.path, kind: 'construct' }]),
  ];
  return {
    ...(place && { physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, region: regionOf(place) } }),
    ...(logical.length > 0 && { logicalLocations: logical }),
  };
}

function uriOf(file: string): string {
  return encodeURI(file.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent);
}

function regionOf({ line, column, endLine, endColumn }: FindingPlace) {
  return {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && endColumn !== undefined && { endLine, endColumn }),
  };
}

function toSuppression({ reason, owner, expires, ticket }: NonNullable<Finding['waiver']>) {
  return {
    kind: 'external',
    status: 'accepted',
    justification: reason,
    properties: { owner, expires, ...(ticket !== undefined && { ticket }) },
  };
}
