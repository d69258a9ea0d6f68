import { parsePath } from '../attribute-path';
import type { Block, Resource } from '../resource';
import type { Rule, RuleCheck } from '../rule';
import { isRecord, type Json, type Value } from '../value';
import { fail, judge, pass, requireFlag, see, show, unknown, type Verdict, within } from '../verdict';
import { cloudRule, type RuleText } from './cloud-rule';

/** A rule about one attribute of one or more types. */
export interface AttributeRuleText extends RuleText {
  readonly type: string | readonly string[];
  readonly path: string;
  /** Resources with one of these values are left alone. */
  readonly unless?: readonly (readonly [path: string, value: Json])[];
  /** Further attributes of the examples, by path. */
  readonly around?: Readonly<Record<string, Json>>;
}

/** Requires a flag to be true or false; an unset one counts as its default. */
export function flagRule(rule: AttributeRuleText & { readonly must: boolean }): Rule {
  const { path, must } = rule;
  return attributeRule(rule, { pass: must, fail: !must }, (block) => requireFlag(block, path, must));
}

/** Requires one of a few values. */
export function choiceRule(rule: AttributeRuleText & { readonly oneOf: readonly Json[]; readonly not: Json }): Rule {
  const { path, oneOf, not } = rule;
  return attributeRule(rule, { pass: oneOf[0] as Json, fail: not }, (block) => requireOneOf(block, path, oneOf));
}

/** Requires an attribute to be given. */
export function setRule(rule: AttributeRuleText & { readonly example: Json }): Rule {
  return attributeRule(rule, { pass: rule.example }, (block) => requireSet(block, rule.path));
}

function attributeRule(
  { type, path, unless = [], around = {}, ...rule }: AttributeRuleText,
  values: { readonly pass: Json; readonly fail?: Json },
  verdict: (block: Block) => Verdict,
): Rule {
  const types = typeof type === 'string' ? [type] : type;
  const check: RuleCheck = (resource) => (isExempt(resource, unless) ? pass : verdict(resource));
  const body = (value: Json | undefined) => ({
    [types[0] as string]: { main: { ...nested({ ...around, ...(value !== undefined && { [path]: value }) }) } },
  });
  const text: RuleText = Object.fromEntries(
    Object.entries(rule).filter(([key]) => !['must', 'oneOf', 'not', 'example'].includes(key)),
  ) as unknown as RuleText;
  return cloudRule(
    text,
    { pass: body(values.pass), fail: body(values.fail) },
    Object.fromEntries(types.map((each) => [each, check])),
  );
}

function isExempt(resource: Resource, unless: NonNullable<AttributeRuleText['unless']>): boolean {
  return unless.some(([path, value]) => {
    const sight = see(resource.get(path));
    return sight.seen && (sight.value === value || String(sight.value) === String(value));
  });
}

/** Requires one of a few values; an unset one counts as its default. */
function requireOneOf(block: Block, path: string, values: readonly Json[]): Verdict {
  const attribute = within(block, path);
  return judge(block.get(path), attribute, (value, isDefault) => {
    if (value !== undefined && values.includes(value)) return undefined;
    const must = `must be ${values.map(show).join(' or ')}`;
    if (!isDefault) return `${attribute} is ${show(value)}, ${must}`;
    return value === undefined
      ? `${attribute} is not set, ${must}`
      : `${attribute} is not set and defaults to ${show(value)}, ${must}`;
  });
}

/** Requires an attribute to be given, with whatever value; `why` says what its absence means. */
export function requireSet(block: Block, path: string, why?: string): Verdict {
  const attribute = within(block, path);
  const value = block.get(path);
  if (isGiven(value)) return pass;
  if (value.state === 'unknown') return unknown(`${attribute} cannot be checked: it ${value.reason}`, attribute);
  return fail(`${attribute} is not set${why === undefined ? '' : `, ${why}`}`, attribute);
}

/** True when the attribute certainly has a value: literal, hidden, or made from another resource. */
export function isGiven(value: Value): boolean {
  if (value.state === 'known') return value.sensitive === true || !isEmpty(value.value);
  return value.state === 'reference' || (value.state === 'unknown' && (value.references?.length ?? 0) > 0);
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** A body from paths and values. */
function nested(values: Readonly<Record<string, Json>>): Record<string, Json> {
  const body: Record<string, Json> = {};
  for (const [path, value] of Object.entries(values)) {
    const steps = parsePath(path).map(String);
    const last = steps.pop() as string;
    let at = body;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, Json>;
    }
    at[last] = value;
  }
  return body;
}
