const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{40,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{20}/, 'a GitLab token'],
  [/\bAIza[\w-]{35}/, 'a Google API key'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a Slack token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a JSON web token'],
  [/\b[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s:/@]+:[^\s:/@]{3,}@/, 'a URL with a password'],
];

// Nearly every value has none of the shapes, and every value is looked at.
const ANY_SHAPE = new RegExp(SHAPES.map(([{ source }]) => source).join('|'));

const NAMES = /(?:secret|token|password|passwd|passphrase|api_?key|private_?key|access_?key|credential)s?$/i;
const PLACEHOLDER = /^(?:<[^>]*>|\*+|x{3,}|changeme|\{.*\}|\$\(.*\))$/i;

/** Says which kind of secret a value looks like, by its shape or by the name it stands under; never prints it. */
export function secretLooking(value: string, path: readonly (string | number)[]): string | undefined {
  if (ANY_SHAPE.test(value)) return SHAPES.find(([pattern]) => pattern.test(value))?.[1];
  const names = path.filter((step) => typeof step === 'string');
  const name = names.at(-1) ?? '';
  const isKeyRing = name === 'keys' && names.at(-2) === 'CryptKeeper';
  if (!isKeyRing && !NAMES.test(name.replaceAll('-', '_'))) return undefined;
  // Several lines are a script or a certificate; secrets of that shape are known above.
  const isWord =
    value.length < 6 ||
    value.includes('\n') ||
    /^(?:true|false|null|none)$/i.test(value) ||
    PLACEHOLDER.test(value) ||
    value.startsWith('/');
  return isWord ? undefined : `a value under the name ${name}`;
}
