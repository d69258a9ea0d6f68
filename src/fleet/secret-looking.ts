/** Shapes that only real secrets have, with the word for them in messages. */
const shapes: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[0-9A-Za-z]{20,}|github_pat_[0-9A-Za-z_]{20,})/],
  ['a GitLab token', /\bglpat-[0-9A-Za-z_-]{20,}/],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}/],
  ['a Google client secret', /\bGOCSPX-[0-9A-Za-z_-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[0-9A-Za-z-]{10,}/],
  ['a signed web token', /\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----)?/],
];

/** A value of hexadecimal or base64 digits that is too long and too mixed for a word. */
const LONG_CODE = /^(?:[0-9a-fA-F]{32,}|(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[0-9A-Za-z+/_-]{32,}={0,2})$/;

const SECRET_KEY =
  /(?:secret|token|passw(?:or)?d|passphrase|credential|private_?key|api_?key|access_?key)(?!_?ur[il])/i;

const SECRET_REFERENCE = /^(?:awsSecretsManager|gcpSecretManager|variable):[^\s]+$/;

/** Whether a key announces a secret, for example `clientSecret` or `JUPYTERHUB_API_TOKEN`. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** The kind of secret a value looks like, or nothing when it may be printed. */
export function trySecretKind(key: string, value: string): string | undefined {
  const shape = shapes.find(([, pattern]) => pattern.test(value));
  if (shape) return shape[0];
  if (SECRET_REFERENCE.test(value)) return undefined;
  return isSecretKey(key) && LONG_CODE.test(value.trim()) ? 'a secret' : undefined;
}

const KEY_AND_VALUE = /^(\s*(?:-\s+)*(["']?)([\w.-]+)\2\s*:\s+)(.+)$/;
const VALUE_IN_FLOW = /((["']?)([\w.-]+)\2\s*:\s*)("[^"]*"|'[^']*'|[^\s,{}[\]]+)/g;

/**
 * Covers with `*` whatever could be a secret in the text of a file, keeping every other character in its column.
 * It works on plain text because it must also hold for files that are not YAML.
 */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const [, shape] of shapes) masked = masked.replace(new RegExp(shape, 'g'), cover);
  return masked.split('\n').map(maskLine).join('\n');
}

function maskLine(line: string): string {
  const [, before, , key, value] = KEY_AND_VALUE.exec(line) ?? [];
  if (before && key && value && isSecretKey(key) && mayBeSecret(value)) return before + cover(value);
  return line.replace(VALUE_IN_FLOW, (whole: string, start: string, _quote: string, name: string, rest: string) =>
    isSecretKey(name) && mayBeSecret(rest) ? start + cover(rest) : whole,
  );
}

/** References, and the start of a nested map or block, are shown: they help and hold nothing. */
function mayBeSecret(value: string): boolean {
  const bare = value
    .replace(/\s+#.*$/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  return !SECRET_REFERENCE.test(bare) && !/^[|>{[&*]/.test(bare);
}

function cover(text: string): string {
  return text.replace(/[^\n]/g, '*');
}
