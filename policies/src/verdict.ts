import type { Block } from './resource';
import type { Json, Value } from './value';

/** One judgement about one attribute. */
export interface Judgement {
  readonly kind: 'fail' | 'unknown';
  /** What is wrong and the value got; lower case, no final period. */
  readonly message: string;
  /** The attribute it is about, for example `vpc_config.public_access_cidrs`. */
  readonly attribute?: string;
}

/** What a rule says of a resource; an empty list is a pass. */
export type Verdict = readonly Judgement[];

/** The rule holds. */
export const pass: Verdict = [];

/** The rule does not hold. */
export function fail(message: string, attribute?: string): Verdict {
  return [{ kind: 'fail', message, ...(attribute !== undefined && { attribute }) }];
}

/** The rule cannot see. */
export function unknown(message: string, attribute?: string): Verdict {
  return [{ kind: 'unknown', message, ...(attribute !== undefined && { attribute }) }];
}

/** Every verdict counts. */
export function all(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.flat();
}

/** The first that passes counts, then the first that cannot see, then all that fail. */
export function any(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some((verdict) => verdict.length === 0)) return pass;
  const unseen = verdicts.find((verdict) => verdict.every((judgement) => judgement.kind === 'unknown'));
  return unseen ?? verdicts.flat();
}

/** A value a rule can look at, or the reason why it cannot. */
export type Sight =
  | { readonly seen: true; readonly value: Json | undefined; readonly isDefault: boolean }
  | { readonly seen: false; readonly reason: string };

/** Reduces the four states to what a rule can decide on: a value (undefined when unset without default) or not. */
export function see(value: Value): Sight {
  switch (value.state) {
    case 'known':
      return value.sensitive
        ? { seen: false, reason: 'is marked sensitive' }
        : { seen: true, value: value.value, isDefault: false };
    case 'default':
      return { seen: true, value: value.value, isDefault: true };
    case 'reference':
      return { seen: false, reason: `is taken from ${value.references.join(', ')}` };
    case 'unknown':
      return { seen: false, reason: value.reason };
  }
}

/** Judges one value: `wrong` gets the value and returns what is wrong with it, or nothing. */
export function judge(
  value: Value,
  attribute: string,
  wrong: (value: Json | undefined, isDefault: boolean) => string | undefined,
): Verdict {
  const sight = see(value);
  if (!sight.seen) return unknown(`${attribute} cannot be checked: it ${sight.reason}`, attribute);
  const message = wrong(sight.value, sight.isDefault);
  return message === undefined ? pass : fail(message, attribute);
}

/** Requires a flag; an unset one counts as its default. */
export function requireFlag(block: Block, path: string, expected: boolean): Verdict {
  const attribute = within(block, path);
  return judge(block.get(path), attribute, (value, isDefault) => {
    if (asBoolean(value) === expected) return undefined;
    const word = expected ? 'true' : 'false';
    if (!isDefault) return `${attribute} is ${show(value)}, must be ${word}`;
    return value === undefined
      ? `${attribute} is not set, must be ${word}`
      : `${attribute} is not set and defaults to ${show(value)}, must be ${word}`;
  });
}

/** The attribute's full path, for a block inside a resource. */
export function within(block: Block, path: string): string {
  return block.at === '' ? path : `${block.at}.${path}`;
}

/** Reads a flag as Terraform does, which also takes the words. */
export function asBoolean(value: Json | undefined): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** Reads a number as Terraform does, which also takes its text. */
export function asNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const isText = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  return isText ? Number(value) : undefined;
}

/** A value as messages print it, short. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'unset';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
