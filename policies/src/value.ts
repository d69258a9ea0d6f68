/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The value is written down. */
export interface KnownValue {
  readonly state: 'known';
  /** The value itself; the text `(sensitive)` where Terraform marks it sensitive. */
  readonly value: Json;
  /** Attributes that a plan resolved the value from, for example `aws_vpc.main.id`. */
  readonly references?: readonly string[];
  /** The value is hidden: a rule may see that it is set, never what it is. */
  readonly sensitive?: true;
}

/** The attribute is unset, so the provider decides. */
export interface DefaultValue {
  readonly state: 'default';
  /** What the provider or the cloud uses; absent where no default is documented. */
  readonly value?: Json;
}

/** The value is an attribute of resources in the same stack and is not known yet. */
export interface ReferenceValue {
  readonly state: 'reference';
  /** Attributes referred to, for example `aws_vpc.main.id`. */
  readonly references: readonly string[];
}

/** The value cannot be seen: a variable, a mixed template, an expression, a value known only after apply. */
export interface UnknownValue {
  readonly state: 'unknown';
  /** Why it cannot be seen. */
  readonly reason: string;
  /** Attributes of resources in the same stack that take part in it. */
  readonly references?: readonly string[];
  /** The text with its `${…}` still in it, for documents (policies, Helm values) that are readable in part. */
  readonly template?: string;
}

/** What is known about one attribute. */
export type Value = KnownValue | DefaultValue | ReferenceValue | UnknownValue;

/** What stands in the place of a sensitive value. */
const SENSITIVE = '(sensitive)';

/** A value that is written down. */
export function known(value: Json, references: readonly string[] = []): KnownValue {
  return references.length > 0 ? { state: 'known', value, references } : { state: 'known', value };
}

/** A value that is set but hidden. */
export function redacted(): KnownValue {
  return { state: 'known', value: SENSITIVE, sensitive: true };
}

/** An unset value; without an argument no default is documented. */
export function unset(value?: Json): DefaultValue {
  return value === undefined ? { state: 'default' } : { state: 'default', value };
}

/** A value that is an attribute of other resources. */
export function reference(references: readonly string[]): ReferenceValue {
  return { state: 'reference', references };
}

/** A value that cannot be seen. */
export function unknownValue(reason: string, references: readonly string[] = [], template?: string): UnknownValue {
  return {
    state: 'unknown',
    reason,
    ...(references.length > 0 && { references }),
    ...(template !== undefined && { template }),
  };
}

/** The attributes a value was or will be taken from. */
export function referencesOf(value: Value): readonly string[] {
  return value.state === 'default' ? [] : (value.references ?? []);
}

/** True for a JSON object, not for null or a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
