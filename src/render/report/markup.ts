/** HTML that is safe to put into a page: made by `html` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; texts are escaped, nothing and false leave no trace. */
export type Child = Markup | string | number | undefined | false | readonly Child[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template whose values are escaped for elements and quoted attributes, which is where they must stand.
 * Names come from files of other people: none of them may become part of the page's structure.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Child[]): Markup {
  return new Markup(strings.reduce((text, string, index) => `${text}${toText(values[index - 1])}${string}`));
}

/** A text of our own source, for example a style sheet. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function toText(value: Child): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(toText).join('');
  return escapeHtml(String(value));
}

// Control characters and those that turn the direction of text would let a name pose as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function escapeHtml(text: string): string {
  return text.replace(UNSEEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
