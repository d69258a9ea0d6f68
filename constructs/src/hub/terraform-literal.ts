import { isMapping, type Json } from './json';

/** cdktf's own placeholder `${TfToken[…]}` must stay, everything else that looks like a template is text. */
const TEMPLATE = /\$\{(?!TfToken\[)|%\{/g;

/**
 * Keeps text as text: Terraform reads `${` and `%{` in any string as its own templates, so that a shell or Python
 * snippet with them would be evaluated, or fail. References made by cdktf are left to resolve.
 */
export function terraformLiteral(text: string): string {
  return text.replace(TEMPLATE, (opening) => `${opening[0]}${opening}`);
}

/** The same for every string and key of a JSON document. */
export function terraformLiterals(value: Json): Json {
  if (typeof value === 'string') return terraformLiteral(value);
  if (Array.isArray(value)) return value.map(terraformLiterals);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [terraformLiteral(key), terraformLiterals(inner)]),
  );
}
