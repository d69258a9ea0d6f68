import { type CheckResult, rules as catalogue, type Finding, type Rule, type Severity } from '@hubfleet/policies';
import { renderJson } from './json.ts';

/** What a SARIF log says besides the findings. */
export interface SarifOptions {
  /** Version of hubfleet. */
  readonly version: string;
  /** The file a finding was read from, relative to the repository: a `cdk.tf.json` or a plan. */
  readonly fileOf?: (finding: Finding) => string | undefined;
  /** @default the catalogue */
  readonly rules?: readonly Rule[];
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** How alarming code scanning shows a severity, from 0 to 10. */
const SECURITY_SEVERITY: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };

/** Findings as SARIF 2.1.0, for code scanning. */
export function renderFindingsSarif(result: CheckResult, options: SarifOptions): string {
  const { version, rules = catalogue, fileOf = () => undefined } = options;
  const findings = [...result.findings, ...result.waived];
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
    results: findings.map((finding) => toResult(finding, indexes.get(finding.rule) ?? -1, fileOf(finding))),
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

function toResult(finding: Finding, ruleIndex: number, file: string | undefined) {
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: finding.level,
    message: { text: finding.address === '' ? finding.message : `${finding.address}: ${finding.message}` },
    locations: [toLocation(finding, file)],
    partialFingerprints: { 'hubfleet/v1': finding.fingerprint },
    ...(finding.waiver && { suppressions: [toSuppression(finding.waiver)] }),
    properties: {
      stack: finding.stack,
      verdict: finding.verdict,
      ...(finding.attribute && { attribute: finding.attribute }),
    },
  };
}

function toLocation(finding: Finding, file: string | undefined) {
  const logical = [
    ...(finding.address === '' ? [] : [{ fullyQualifiedName: finding.address, kind: 'resource' }]),
    ...(finding.path === undefined ? [] : [{ fullyQualifiedName: finding.path, kind: 'construct' }]),
  ];
  return {
    ...(file !== undefined && {
      physicalLocation: { artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) }, region: { startLine: 1 } },
    }),
    ...(logical.length > 0 && { logicalLocations: logical }),
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
