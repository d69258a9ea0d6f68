/** One output of a cell, as far as it is compared. */
export type Output =
  | { readonly kind: 'stream'; readonly name: string; readonly text: string }
  | { readonly kind: 'data'; readonly text: string }
  | { readonly kind: 'error'; readonly name: string; readonly value: string };

/** An output in the words of the notebook format or of a kernel message, which are the same. */
export interface RawOutput {
  readonly name?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
  readonly ename?: unknown;
  readonly evalue?: unknown;
}

/** Undefined for what is never compared: pictures, widgets, clear commands. */
export function toOutput(type: string, raw: RawOutput): Output | undefined {
  switch (type) {
    case 'stream':
      return { kind: 'stream', name: String(raw.name), text: joined(raw.text) };
    case 'execute_result':
    case 'display_data': {
      const text = (raw.data as Record<string, unknown> | undefined)?.['text/plain'];
      return text === undefined ? undefined : { kind: 'data', text: joined(text) };
    }
    case 'error':
      return { kind: 'error', name: String(raw.ename), value: String(raw.evalue) };
    default:
      return undefined;
  }
}

/** Notebooks hold long texts as lists of lines. */
function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text ?? '');
}
