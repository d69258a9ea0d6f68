import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath, requireTool } from '../../support/terraform.ts';

/** Path of OpenSSL, or nothing when the tests that need it are to be skipped. */
export function findOpenssl(): string | undefined {
  return requireTool(onPath('openssl'), 'no openssl on the PATH; apt-get install openssl');
}

/** A certificate with its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that nobody else trusts. */
export interface Authority {
  /** Its own certificate, in PEM. */
  readonly cert: string;
  /** A certificate for a name or address that is valid between two days from today. */
  issue(name: string, fromDays: number, toDays: number): Certificate;
  remove(): void;
}

const DAY = 86_400_000;

const CONFIG = `
[ca]
default_ca = test
[test]
new_certs_dir = issued
database = index
serial = serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;

export function makeAuthority(openssl: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'hubfleet-authority-'));
  const run = (...args: string[]) => execFileSync(openssl, args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  mkdirSync(join(folder, 'issued'));
  writeFileSync(join(folder, 'index'), '');
  writeFileSync(join(folder, 'serial'), '1000\n');
  writeFileSync(join(folder, 'config'), CONFIG);
  run('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test Authority');
  return {
    cert: read('ca.pem'),
    issue: (name, fromDays, toDays) => {
      const kind = /^[\d.]+$/.test(name) ? 'IP' : 'DNS';
      writeFileSync(join(folder, 'extensions'), `subjectAltName = ${kind}:${name}\n`);
      run('req', '-new', ...newKey, '-keyout', 'own.key', '-out', 'own.csr', '-subj', `/CN=${name}`);
      const ca = ['ca', '-batch', '-config', 'config', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-notext'];
      const dates = ['-startdate', opensslTime(fromDays), '-enddate', opensslTime(toDays)];
      run(...ca, ...dates, '-extfile', 'extensions', '-in', 'own.csr', '-out', 'own.pem');
      return { cert: read('own.pem'), key: read('own.key') };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An hour is added, so that whole days are left whenever the test runs. */
function opensslTime(days: number): string {
  const time = new Date(Date.now() + days * DAY + 3_600_000).toISOString();
  return `${time.slice(0, 19).replace(/[-:T]/g, '')}Z`;
}
