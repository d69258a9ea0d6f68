import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { type LoadResult, loadFleet } from '../../src/fleet/load.ts';
import { problemSentence } from '../../src/render/problems-text.ts';

/** Content of a file: text as it is, data as YAML; undefined leaves the file out. */
export type Files = Readonly<Record<string, string | object | undefined>>;

type Overrides = Readonly<Record<string, unknown>>;

export const exampleOrganization = (overrides: Overrides = {}): object => ({
  organization: { name: 'Open Data Commons', contact: 'ops@opendata.example' },
  backend: { kind: 's3', bucket: 'odc-state', region: 'us-west-2' },
  ...overrides,
});

const everyCloud = {
  owner: { community: 'Atlas', contact: 'it@atlas.example', paidBy: 'community' },
  kubernetesVersion: '1.35',
  controlPlane: { allowedCidrs: ['203.0.113.0/24'] },
  budget: { monthlyUsd: 2000, recipients: ['it@atlas.example'] },
};

/** `cluster.yaml` on AWS with a core and a user pool. A key set to undefined is left out. */
export const exampleCluster = (overrides: Overrides = {}): object => ({
  provider: 'aws',
  account: '210987654321',
  region: 'us-west-2',
  zones: ['us-west-2a', 'us-west-2b'],
  ...everyCloud,
  pools: {
    core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
    small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
  },
  homeStorage: { main: { kind: 'efs' } },
  ...overrides,
});

/** `cluster.yaml` on Google Cloud with a core and a user pool. */
export const exampleGoogleCluster = (overrides: Overrides = {}): object => ({
  provider: 'google',
  project: 'lyra-learning',
  billingAccount: '0A1B2C-3D4E5F-678901',
  location: 'europe-west2',
  ...everyCloud,
  pools: {
    core: { purpose: 'core', machineType: 'n2-highmem-4', minNodes: 1, maxNodes: 3 },
    small: { purpose: 'user', machineType: 'n2-highmem-4', maxNodes: 20 },
  },
  homeStorage: { main: { kind: 'filestore', tier: 'BASIC_HDD', capacityGiB: 1024 } },
  ...overrides,
});

/** `cluster.yaml` of a cluster that is known by a kubeconfig context only. */
export const exampleKubernetesCluster = (overrides: Overrides = {}): object => ({
  provider: 'kubernetes',
  owner: everyCloud.owner,
  existing: { kubeconfigContext: 'admin@atlas' },
  kubernetesVersion: '1.35',
  volumes: { driver: 'disk.csi.azure.com', parameters: { skuName: 'Premium_LRS' } },
  pools: {
    core: {
      purpose: 'core',
      machineType: 'Standard_E4s_v5',
      minNodes: 1,
      maxNodes: 3,
      allocatable: { cpus: 3.6, memoryGiB: 26 },
    },
    small: {
      purpose: 'user',
      machineType: 'Standard_E8s_v5',
      maxNodes: 20,
      allocatable: { cpus: 7.6, memoryGiB: 56 },
    },
  },
  homeStorage: { main: { kind: 'nfs', server: '10.7.0.4', path: '/homes', mountOptions: ['vers=4.1', 'sec=sys'] } },
  ...overrides,
});

export const exampleProfile = (overrides: Overrides = {}): object => ({
  slug: 'small',
  displayName: 'Small',
  pool: 'small',
  memory: { guaranteeGiB: 1, limitGiB: 2 },
  ...overrides,
});

/** `hubs/<hub>.yaml` that fits both example clusters. */
export const exampleHub = (overrides: Overrides = {}): object => ({
  displayName: 'Atlas',
  domain: 'hub.atlas.example',
  authentication: {
    kind: 'github',
    clientId: 'Iv1.0a1b2c',
    clientSecret: 'variable:github_client_secret',
    organizations: ['atlas'],
  },
  image: 'quay.io/jupyter/scipy-notebook:2026-07-28',
  profiles: [exampleProfile()],
  ...overrides,
});

/** The smallest fleet without problems: cluster `atlas` with hub `research`. */
export const exampleFiles = (): Files => ({
  'fleet.yaml': exampleOrganization(),
  'atlas/cluster.yaml': exampleCluster(),
  'atlas/hubs/research.yaml': exampleHub(),
});

/** Writes the example fleet with these files put over it, and answers the folder; it goes when the test ends. */
export async function writeFleet(files: Files = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-fleet-'));
  removeLater(dir);
  for (const [name, content] of Object.entries({ ...exampleFiles(), ...files })) {
    if (content === undefined) continue;
    const file = join(dir, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : stringify(content));
  }
  return dir;
}

/** Loads the example fleet with these files put over it; problems name files from the folder of the fleet. */
export async function loadFiles(files: Files = {}): Promise<LoadResult> {
  return await loadFleet('.', { cwd: await writeFleet(files) });
}

/** The fleet of files that have no problems. */
export async function fleetOf(files: Files = {}): Promise<Fleet> {
  const result = await loadFiles(files);
  if ('fleet' in result) return result.fleet;
  throw new Error(result.problems.map(problemSentence).join('\n'));
}

/** Problems of files as `file: key: what is wrong; what to do`. */
export async function sentencesOf(files: Files): Promise<string[]> {
  const result = await loadFiles(files);
  if ('fleet' in result) return [];
  return result.problems.map((problem) => `${problem.file}: ${problemSentence(problem)}`);
}

function removeLater(dir: string): void {
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    onTestFinished(remove);
  } catch {
    // Called from a hook, where no test is running: the files stay until the worker ends.
    process.once('exit', remove);
  }
}
