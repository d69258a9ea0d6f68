import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleHub, fleetOf, sentencesOf } from '../support/fleet.ts';
import { type FleetLogin, fleetLogins } from '../support/fleet-logins.ts';
import type { TerraformJson } from '../support/synth.ts';

const CANARY = 'canary-7f3a9c51e2b84d06';

const logins = Object.keys(fleetLogins) as FleetLogin[];
const hubOf = (login: FleetLogin, authentication: object = fleetLogins[login]) =>
  exampleHub({ authentication, ...(login === 'sharedPassword' && { admins: ['ada@atlas.example'] }) });

/** Keys of a login that refer to a secret. */
const secretKeys = (login: FleetLogin): string[] =>
  Object.entries(fleetLogins[login]).flatMap(([key, value]) =>
    typeof value === 'string' && value.startsWith('variable:') ? [key] : [],
  );

/** Text of every file that the synthesis of a hub writes. */
async function writtenFor(login: FleetLogin): Promise<{ text: string; hub: TerraformJson }> {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-canary-'));
  try {
    const fleet = await fleetOf({ 'atlas/hubs/research.yaml': hubOf(login) });
    const { stacks } = await synthesize(fleet, { outdir });
    const text = stacks.map(({ file }) => readFileSync(file, 'utf8')).join('\n');
    return { text, hub: stacks.at(-1)?.json as TerraformJson };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe.each(logins)('the secrets of a login by %s', (login) => {
  test('are not read while its hub is synthesized, though they are at hand', async () => {
    const names = ['TF_VAR_login_secret', 'TF_VAR_admin_secret', 'LOGIN_SECRET'];
    for (const name of names) process.env[name] = CANARY;
    try {
      const { text, hub } = await writtenFor(login);
      expect(text).not.toContain(CANARY);
      const keys = secretKeys(login);
      expect(Object.keys(hub.variable ?? {})).toHaveLength(keys.length);
      for (const variable of Object.values(hub.variable ?? {})) {
        expect(variable).toMatchObject({ sensitive: true, ephemeral: true });
        expect(variable).not.toHaveProperty('default');
      }
      // Terraform gives them to Kubernetes and keeps none.
      const [secret] = Object.values(hub.resource.kubernetes_secret_v1 ?? {});
      expect(Object.values(secret?.data_wo ?? {})).toHaveLength(keys.length);
      for (const value of Object.values(secret?.data_wo ?? {})) expect(value).toMatch(/^\$\{var\.\w+\}$/);
      expect(secret ?? {}).not.toHaveProperty('data');
    } finally {
      for (const name of names) delete process.env[name];
    }
  });

  test('are refused in the file, and are not in the message', async () => {
    for (const key of secretKeys(login)) {
      const written = { ...fleetLogins[login], [key]: CANARY };
      const sentences = await sentencesOf({ 'atlas/hubs/research.yaml': hubOf(login, written) });
      expect(sentences.join('\n')).toContain(`authentication.${key}`);
      expect(sentences.join('\n')).not.toContain(CANARY);
    }
  });
});
