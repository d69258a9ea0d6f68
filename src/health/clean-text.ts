import { stripVTControlCharacters } from 'node:util';

/** Text from a server, as one line that can do nothing to a terminal, of at most `most` characters. */
export function cleanText(text: string, most = 500): string {
  const line = stripVTControlCharacters(text.slice(0, 20 * most))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
