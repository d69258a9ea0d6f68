import { trySecretKind } from './secret-looking.ts';

const LONGEST = 60;

/** A value of a file as messages show it: short, quoted when it is text, never a secret. */
export function got(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value !== 'string') return String(value);
  const kind = trySecretKind('', value);
  if (kind) return `what looks like ${kind}`;
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}
