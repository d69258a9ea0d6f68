import { UnreadableInput } from './unreadable-input';

/** Parses JSON from bytes in UTF-8 or UTF-16 with or without byte order mark, as PowerShell redirection writes it. */
export function parseJson(bytes: Uint8Array, where = 'input'): unknown {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableInput(
      where,
      `is not JSON, it begins with ${beginning(text)}`,
      'give a cdk.tf.json file or the output of terraform show -json',
    );
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

function beginning(text: string): string {
  return text.trim() === '' ? 'nothing' : JSON.stringify(text.trimStart().slice(0, 20));
}
