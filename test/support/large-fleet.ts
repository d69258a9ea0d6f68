import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleOrganization, exampleProfile } from './fleet.ts';
import { readReference, type Tree } from './reference-fleet.ts';

const CLUSTERS = 30;
const HUBS = 171;

/** Hubs of each cluster, shaped like a fleet that runs: one cluster has 95 of 171, the others few. */
const sizes = [
  95,
  ...Array.from({ length: CLUSTERS - 1 }, (_, index) => (index < HUBS - 95 - 2 * (CLUSTERS - 1) ? 3 : 2)),
];

const oauth = { clientId: 'hub', clientSecret: 'variable:oauth_secret' };
const site = 'https://login.atlas.example';

/** Logins by the names of the inventory. */
const logins: Readonly<Record<string, object>> = {
  github: { kind: 'github', ...oauth, organizations: ['atlas'] },
  cilogon: {
    kind: 'cilogon',
    ...oauth,
    identityProviders: { 'http://google.com/accounts/o8/id': { usernameClaim: 'email', domains: ['atlas.example'] } },
  },
  'generic-oauth': {
    kind: 'oauth',
    ...oauth,
    authorizeUrl: `${site}/authorize`,
    tokenUrl: `${site}/token`,
    userdataUrl: `${site}/userinfo`,
    usernameClaim: 'name',
    allowedUsers: ['ada'],
  },
  'shared-password': { kind: 'sharedPassword', password: 'variable:event_password' },
  null: { kind: 'temporary', allowEveryoneBecause: 'a public demonstration' },
};

/**
 * Writes a fleet of 171 hubs on 30 clusters with a history of checks, and answers the folder. The hubs are those of the
 * inventory of a real fleet, over and over: their logins, stages, numbers of profiles and storage.
 */
export async function writeLargeFleet(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-large-'));
  await writeFile(join(dir, 'fleet.yaml'), stringify(exampleOrganization()));
  const real: Tree[] = readReference('inventory.json').clusters.flatMap(({ provider, hubs }: Tree) =>
    hubs.map((hub: Tree) => ({ ...hub, provider })),
  );
  let next = 0;
  for (const [index, count] of sizes.entries()) {
    const hubs = Array.from({ length: count }, () => real[next++ % real.length]);
    await writeCluster(join(dir, `cluster-${index}`), index, hubs);
  }
  const checks = sizes.flatMap((count, cluster) => Array.from({ length: count }, (_, hub) => checksOf(cluster, hub)));
  await writeFile(join(dir, 'health.jsonl'), checks.flat().join(''));
  return dir;
}

async function writeCluster(folder: string, index: number, hubs: readonly Tree[]): Promise<void> {
  await mkdir(join(folder, 'hubs'), { recursive: true });
  const cluster = hubs[0].provider === 'gcp' ? exampleGoogleCluster() : exampleCluster();
  await writeFile(join(folder, 'cluster.yaml'), stringify(cluster));
  for (const [number, hub] of hubs.entries()) {
    await writeFile(join(folder, 'hubs', `h${number}.yaml`), stringify(hubFile(hub, index, number)));
  }
}

function hubFile(hub: Tree, cluster: number, number: number): object {
  const sizesGiB = [1, 4, 12, 24].slice(0, Math.max(1, hub.profileCount));
  return exampleHub({
    displayName: `Community ${cluster} hub ${number}`,
    domain: `h${number}.c${cluster}.${hub.domain}`,
    stage: hub.name === 'staging' ? 'staging' : 'production',
    authentication: logins[hub.authenticator_class],
    ...(hub.storageKind === 'ephemeral' && { storage: { home: 'none' } }),
    profiles: sizesGiB.map((guaranteeGiB) =>
      exampleProfile({
        slug: `mem-${guaranteeGiB}`,
        displayName: `${guaranteeGiB} GiB`,
        memory: { guaranteeGiB, limitGiB: guaranteeGiB },
      }),
    ),
  });
}

function checksOf(cluster: number, hub: number): string[] {
  return Array.from({ length: 10 }, (_, day) => {
    const healthy = !(cluster === 1 && hub === 0 && day === 9);
    const layer = healthy
      ? { layer: 'spawn', verdict: 'pass', seconds: 30 + day, attempts: 1 }
      : { layer: 'spawn', verdict: 'fail', seconds: 300, attempts: 1, cause: 'no room' };
    const startedAt = `2026-11-${String(day + 10)}T04:00:00Z`;
    const verdict = healthy ? 'healthy' : 'unhealthy';
    const check = { cluster: `cluster-${cluster}`, hub: `h${hub}`, startedAt, seconds: 60, verdict, layers: [layer] };
    return `${JSON.stringify(check)}\n`;
  });
}
