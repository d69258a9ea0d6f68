import type { Resource } from './resource';
import type { ResourceIndex } from './resource-index';
import { readDocument } from './template-document';
import { isRecord, type Value } from './value';
import { Unresolved } from './value-tree';

/** One statement of an AWS access policy, as far as it can be seen. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** Service and federated principals; those that cannot be seen as `${…}`. */
  readonly principals: readonly string[];
  readonly conditions: readonly PolicyCondition[];
}

/** One condition; parts that cannot be seen stay as `${…}`. */
export interface PolicyCondition {
  /** Operator, for example `StringEquals`. */
  readonly test: string;
  /** Key, for example `oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub`. */
  readonly variable: string;
  readonly values: readonly string[];
}

/** The statements of a policy, or the reason why they cannot be seen. */
export type PolicyDocument = { readonly statements: readonly PolicyStatement[] } | { readonly hidden: string };

/** Reads a policy from JSON text (also with `${…}` inside) or from the `aws_iam_policy_document` it refers to. */
export function policyDocument(resource: Resource, path: string, resources: ResourceIndex): PolicyDocument {
  const value = resource.get(path);
  if (value.state === 'known') return value.sensitive ? { hidden: 'is marked sensitive' } : parsed(value.value, false);
  if (value.state === 'default') return { statements: [] };
  const documents = resources.behind(value, resource).filter((each) => each.type === 'aws_iam_policy_document');
  if (documents.length > 0) return { statements: documents.flatMap(fromData) };
  if (value.state === 'unknown' && value.template !== undefined) {
    const document = parsed(value.template, true);
    if ('statements' in document) return document;
  }
  return { hidden: value.state === 'unknown' ? value.reason : `is taken from ${value.references.join(', ')}` };
}

function parsed(text: unknown, isTemplate: boolean): PolicyDocument {
  const document = readDocument(typeof text === 'string' ? text : undefined, isTemplate);
  if (!isRecord(document)) return { hidden: 'is not a JSON policy' };
  return { statements: list(document.Statement).filter(isRecord).map(fromJson) };
}

function fromJson(statement: Record<string, unknown>): PolicyStatement {
  const principal = statement.Principal;
  return {
    effect: text(statement.Effect),
    actions: list(statement.Action).map(text),
    principals: isRecord(principal) ? Object.values(principal).flatMap(list).map(text) : list(principal).map(text),
    conditions: Object.entries(isRecord(statement.Condition) ? statement.Condition : {}).flatMap(([test, keys]) =>
      Object.entries(isRecord(keys) ? keys : {}).map(([variable, values]) => ({
        test,
        variable,
        values: list(values).map(text),
      })),
    ),
  };
}

function fromData(document: Resource): PolicyStatement[] {
  return document.blocks('statement').map((statement) => ({
    effect: shown(statement.get('effect')) || 'Allow',
    actions: statement.each('actions').map(shown),
    principals: statement.blocks('principals').flatMap((principal) => principal.each('identifiers').map(shown)),
    conditions: statement.blocks('condition').map((condition) => ({
      test: shown(condition.get('test')),
      variable: shown(condition.get('variable')),
      values: condition.each('values').map(shown),
    })),
  }));
}

function list(node: unknown): unknown[] {
  if (node === undefined || node === null) return [];
  return Array.isArray(node) ? node : [node];
}

function text(node: unknown): string {
  return node instanceof Unresolved ? shown(node.value) : String(node ?? '');
}

function shown(value: Value): string {
  if (value.state === 'known') return String(value.value);
  if (value.state === 'default') return String(value.value ?? '');
  if (value.state === 'reference') return `\${${value.references.join()}}`;
  return value.template ?? '${…}';
}
