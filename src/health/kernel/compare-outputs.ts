import type { Output } from './output.ts';

/**
 * Says how outputs differ from those saved in the notebook, or undefined if they do not. Standard error is not compared,
 * because warnings come and go with versions; addresses of objects differ each time.
 */
export function differenceOf(expected: readonly Output[], actual: readonly Output[]): string | undefined {
  const want = normalized(expected);
  const got = normalized(actual);
  for (let index = 0; index < Math.max(want.length, got.length); index += 1) {
    if (want[index] !== got[index]) return sentence(want[index], got[index]);
  }
  return undefined;
}

function sentence(want: string | undefined, got: string | undefined): string {
  if (got === undefined) return `put out nothing, expected ${shown(want)}`;
  return want === undefined
    ? `put out ${shown(got)}, expected nothing`
    : `put out ${shown(got)}, expected ${shown(want)}`;
}

/** Pieces of one stream arrive as the kernel likes, so neighbours are joined. */
function normalized(outputs: readonly Output[]): string[] {
  const texts: string[] = [];
  let isStream = false;
  for (const output of outputs) {
    if (output.kind === 'stream' && output.name === 'stderr') continue;
    const text = textOf(output);
    if (output.kind === 'stream' && isStream) texts.push(`${texts.pop()}${text}`);
    else texts.push(text);
    isStream = output.kind === 'stream';
  }
  return texts.map((text) =>
    text
      .replace(/\r\n/g, '\n')
      .replace(/0x[0-9a-f]{6,}/gi, '0x…')
      .trimEnd(),
  );
}

function textOf(output: Output): string {
  return output.kind === 'error' ? `${output.name}: ${output.value}` : output.text;
}

function shown(text: string | undefined): string {
  const line = JSON.stringify(text ?? '');
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
