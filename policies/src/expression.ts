import { parseTemplate, stringEnd } from './template';

/** Names that one Terraform expression uses. */
export interface ExpressionNames {
  /** Traversals such as `aws_vpc.main.id` or `each.value["a"]`, without names bound by `for`. */
  readonly traversals: readonly string[];
  /** Functions called, such as `jsonencode` or `provider::aws::arn_build`. */
  readonly functions: readonly string[];
}

const NAME = /[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y;
const STEP = /\.(?:[A-Za-z_][\w-]*|\d+|\*)|\[(?:\d+|\*|"(?:[^"\\$]|\\.)*")\]/y;
const BINDING = /\bfor\s+([A-Za-z_][\w-]*)(?:\s*,\s*([A-Za-z_][\w-]*))?\s+in\b/g;
const KEYWORDS = new Set(['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor']);
const TRAVERSAL = /^[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\d+|\*)|\[(?:\d+|\*|"(?:[^"\\$]|\\.)*")\])+$/;

/** True when the expression is one traversal and nothing else. */
export function isTraversal(expression: string): boolean {
  return TRAVERSAL.test(expression);
}

/** Collects the names an expression uses, also inside nested templates. */
export function namesIn(expression: string): ExpressionNames {
  const bound = new Set<string>();
  for (const [, first, second] of expression.matchAll(BINDING)) {
    if (first) bound.add(first);
    if (second) bound.add(second);
  }
  const names = { traversals: new Set<string>(), functions: new Set<string>() };
  collect(expression, bound, names);
  return { traversals: [...names.traversals], functions: [...names.functions] };
}

interface Names {
  readonly traversals: Set<string>;
  readonly functions: Set<string>;
}

function collect(expression: string, bound: ReadonlySet<string>, names: Names): void {
  let depth = 0;
  let at = 0;
  while (at < expression.length) {
    const char = expression[at] as string;
    if (char === '"') {
      at = collectString(expression, at + 1, bound, names);
    } else if (startsName(expression, at)) {
      const end = traversalEnd(expression, at);
      record(expression.slice(at, end), expression.slice(end), depth, bound, names);
      at = end;
    } else {
      depth += BRACES[char] ?? 0;
      at++;
    }
  }
}

const BRACES: Record<string, number> = { '{': 1, '}': -1 };

/** A name that follows a dot, a digit or another name is part of something else. */
function startsName(expression: string, at: number): boolean {
  return /[A-Za-z_]/.test(expression[at] as string) && !/[\w.-]/.test(expression[at - 1] ?? ' ');
}

/** Collects from the templates in a string and returns where the expression goes on. */
function collectString(expression: string, from: number, bound: ReadonlySet<string>, names: Names): number {
  const end = stringEnd(expression, from);
  collectTemplate(expression.slice(from, end < 0 ? undefined : end), bound, names);
  return end < 0 ? expression.length : end + 1;
}

function collectTemplate(text: string, bound: ReadonlySet<string>, names: Names): void {
  for (const part of parseTemplate(text)) {
    if (part.kind !== 'text') collect(part.text, bound, names);
  }
}

function traversalEnd(expression: string, from: number): number {
  NAME.lastIndex = from;
  NAME.test(expression);
  let end = NAME.lastIndex;
  STEP.lastIndex = end;
  while (STEP.test(expression)) end = STEP.lastIndex;
  return end;
}

function record(traversal: string, rest: string, depth: number, bound: ReadonlySet<string>, names: Names): void {
  const root = /^[\w-]+/.exec(traversal)?.[0] ?? traversal;
  if (/^\s*\(/.test(rest)) {
    names.functions.add(traversal);
    return;
  }
  const isObjectKey = depth > 0 && root === traversal && /^\s*(?:=(?!=)|:)/.test(rest);
  if (isObjectKey || bound.has(root) || (root === traversal && KEYWORDS.has(root))) return;
  names.traversals.add(traversal);
}
