import type { Resource } from './resource';
import type { ResourceIndex } from './resource-index';
import { readDocument } from './template-document';
import { isRecord, type Value } from './value';
import { Unresolved } from './value-tree';

/** One statement of an AWS access policy, as far as it can be seen. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** Actions that are left out of all: everything else is meant. */
  readonly exceptActions: readonly string[];
  readonly resources: readonly string[];
  /** Accounts, services and federated principals, `*` for anybody; those that cannot be seen as `${…}`. */
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
  if (documents.length > 0) return { statements: documents.flatMap((each) => fromData(each, resources)) };
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
  return {
    effect: text(statement.Effect),
    actions: list(statement.Action).map(text),
    exceptActions: list(statement.NotAction).map(text),
    resources: list(statement.Resource).map(text),
    principals: 'NotPrincipal' in statement ? ['*'] : principalsOf(statement.Principal),
    conditions: Object.entries(isRecord(statement.Condition) ? statement.Condition : {}).flatMap(([test, keys]) =>
      Object.entries(isRecord(keys) ? keys : {}).map(([variable, values]) => ({
        test,
        variable,
        values: list(values).map(text),
      })),
    ),
  };
}

function principalsOf(node: unknown): string[] {
  const isMap = isRecord(node) && !(node instanceof Unresolved);
  return (isMap ? Object.values(node).flatMap(list) : list(node)).map(text);
}

const SOURCES = ['source_policy_documents', 'override_policy_documents'];
const DEEPEST_SOURCE = 4;

/** The statements of a document and of those it is put together from. */
function fromData(document: Resource, resources: ResourceIndex, depth = 0): PolicyStatement[] {
  if (depth > DEEPEST_SOURCE) return [];
  const sources = SOURCES.flatMap((path) => resources.behind(document.get(path), document));
  const others = sources.filter(({ type }) => type === 'aws_iam_policy_document');
  return [...ownStatements(document), ...others.flatMap((other) => fromData(other, resources, depth + 1))];
}

function ownStatements(document: Resource): PolicyStatement[] {
  return document.blocks('statement').map((statement) => ({
    effect: shown(statement.get('effect')) || 'Allow',
    actions: statement.each('actions').map(shown),
    exceptActions: statement.each('not_actions').map(shown),
    resources: statement.each('resources').map(shown),
    principals:
      statement.blocks('not_principals').length > 0
        ? ['*']
        : statement.blocks('principals').flatMap((principal) => principal.each('identifiers').map(shown)),
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
