/** One stretch of a Terraform template string. */
export interface TemplatePart {
  /** `text` is literal (escapes undone), `expression` was in `${…}`, `directive` in `%{…}`. */
  readonly kind: 'text' | 'expression' | 'directive';
  /** The literal text, or the source between the braces. */
  readonly text: string;
  /** False when the closing brace is missing. */
  readonly closed: boolean;
}

/** True when the string may hold a template sequence or an escaped one. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** Splits a string as Terraform does: `$${` and `%%{` are escapes, `${…}` and `%{…}` are evaluated. */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const open = nextOpening(text, at);
    if (open < 0) break;
    const sign = text[open] as string;
    if (text[open - 1] === sign && open - 1 >= at) {
      literal += `${text.slice(at, open - 1)}${sign}{`;
      at = open + 2;
      continue;
    }
    literal += text.slice(at, open);
    if (literal !== '') parts.push({ kind: 'text', text: literal, closed: true });
    literal = '';
    const end = expressionEnd(text, open + 2);
    const source = text.slice(open + 2, end < 0 ? text.length : end).replace(/^~|~$/g, '');
    parts.push({ kind: sign === '$' ? 'expression' : 'directive', text: source.trim(), closed: end >= 0 });
    at = end < 0 ? text.length : end + 1;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push({ kind: 'text', text: literal, closed: true });
  return parts;
}

/** The literal text of a string without `${…}`; undefined when it holds an expression or a directive. */
export function literalText(text: string): string | undefined {
  if (!mayBeTemplate(text)) return text;
  const parts = parseTemplate(text);
  return parts.every((part) => part.kind === 'text') ? parts.map((part) => part.text).join('') : undefined;
}

function nextOpening(text: string, from: number): number {
  const dollar = text.indexOf('${', from);
  const percent = text.indexOf('%{', from);
  if (dollar < 0) return percent;
  return percent < 0 ? dollar : Math.min(dollar, percent);
}

/** Index of the brace that closes an expression begun before `from`, or -1. */
function expressionEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = stringEnd(text, at + 1);
      if (at < 0) return -1;
    } else if (char === '{') {
      depth++;
    } else if (char === '}') {
      if (depth === 0) return at;
      depth--;
    }
  }
  return -1;
}

/** Index of the quote that closes a string begun before `from`, or -1; the string may hold templates itself. */
export function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at;
    else if ((char === '$' || char === '%') && text[at + 1] === '{' && text[at - 1] !== char) {
      at = expressionEnd(text, at + 2);
      if (at < 0) return -1;
    }
  }
  return -1;
}
