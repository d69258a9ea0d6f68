import type { z } from 'zod';
import { suggest } from './near-miss.ts';
import type { Problem } from './problem.ts';
import { expected, withRemedy } from './schema/expected.ts';
import { isSecretKey } from './secret-looking.ts';
import type { SourceFile } from './source-file.ts';

type RawIssue = z.core.$ZodRawIssue;
type Issue = z.core.$ZodIssue;

/** Validates the content of a file; every issue becomes a problem with the place it is about. */
export function readBySchema<S extends z.ZodType>(
  source: SourceFile,
  schema: S,
): { value: z.output<S> } | { problems: Problem[] } {
  if (source.problems.length > 0) return { problems: [...source.problems] };
  if (source.data === null || source.data === undefined) {
    return { problems: [source.problem([], { message: 'file is empty', remedy: 'fill it or remove it' })] };
  }
  const result = schema.safeParse(source.data, { error: wordIssue });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => toProblems(source, issue)) };
}

function toProblems(source: SourceFile, issue: Issue): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.message.split('\n\n').map((text, index) => {
      const key = issue.keys[index] ?? '';
      return source.problem([...path, key], split(text), 'key');
    });
  }
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? issue.message;
    return [source.problem(path, split(message), 'key')];
  }
  if (!isSecretKey(String(path.at(-1) ?? ''))) return [source.problem(path, split(issue.message))];
  const { message, remedy } = split(issue.message);
  return [source.problem(path, { message: message.replace(/, got .*$/, ''), remedy, sensitive: true })];
}

function split(text: string): { message: string; remedy?: string | undefined } {
  const [message = '', remedy] = text.split('\n');
  return { message, remedy };
}

/** Says what is wrong for every kind of issue that the schemas do not word themselves. */
function wordIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wordType(issue.input, issue.expected, issue.inst);
    case 'invalid_value':
      return wordChoice(issue.input, issue.values.map(String), issue.inst);
    case 'unrecognized_keys':
      return wordUnknownKeys(issue.keys, issue.inst);
    case 'invalid_union':
      return wordUnion(issue);
    case 'too_small':
      return wordBound(issue.input, issue.origin, 'at least', issue.minimum, issue.inclusive);
    case 'too_big':
      return wordBound(issue.input, issue.origin, 'at most', issue.maximum, issue.inclusive);
    default:
      return undefined;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function wordType(input: unknown, type: string, inst: unknown): string | undefined {
  if (input === undefined) return wordMissing(inst);
  const quotes = type === 'string' && (typeof input === 'number' || typeof input === 'boolean');
  return expected(typeNames[type] ?? type, quotes ? 'put it in quotes' : undefined)({ input });
}

function wordMissing(inst: unknown): string {
  const description = (inst as z.ZodType | undefined)?.description;
  return withRemedy('required key is missing', description ? `add it: ${description}` : 'add it');
}

function wordChoice(input: unknown, values: readonly string[], inst: unknown): string | undefined {
  if (input === undefined) return wordMissing(inst);
  const what = values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
  const near = typeof input === 'string' ? suggest(input, values) : '';
  return expected(what, near.startsWith('did you mean') ? near : undefined)({ input });
}

function wordUnion(issue: Extract<RawIssue, { code: 'invalid_union' }>): string | undefined {
  const { discriminator, options } = issue as { discriminator?: string; options?: unknown[] };
  if (!discriminator) return expected('text, a number, true, false, a list or a map')({ input: issue.input });
  const choices = (options ?? []).map(String);
  const input = (issue.input as Record<string, unknown>)[discriminator];
  if (input !== undefined) return wordChoice(input, choices, undefined);
  return withRemedy('required key is missing', `add it with one of ${choices.join(', ')}`);
}

function wordUnknownKeys(keys: readonly string[], inst: unknown): string {
  const shape = (inst as { _zod: { def: { shape?: object } } })._zod.def.shape ?? {};
  return keys.map((key) => withRemedy(`unknown key ${key}`, suggest(key, Object.keys(shape)))).join('\n\n');
}

const countedNames: Readonly<Record<string, string>> = { array: 'items', string: 'characters', map: 'entries' };

function wordBound(
  input: unknown,
  origin: string,
  side: 'at least' | 'at most',
  bound: number | bigint,
  inclusive: boolean | undefined,
): string | undefined {
  const counted = countedNames[origin];
  if (counted) {
    const size = Array.isArray(input) || typeof input === 'string' ? input.length : 0;
    const unit = bound === 1 ? counted.replace(/ie?s$|s$/, (ending) => (ending === 'ies' ? 'y' : '')) : counted;
    return `expected ${side} ${bound} ${unit}, got ${size === 0 ? 'none' : size}`;
  }
  if (inclusive === false) return expected(`${side === 'at least' ? 'more' : 'less'} than ${bound}`)({ input });
  return expected(`${side} ${bound}`)({ input });
}
