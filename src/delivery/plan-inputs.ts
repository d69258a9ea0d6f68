import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tryRead } from '../terraform/replace-file.ts';
import { lockFileIn, type Places, type StackFolder } from '../terraform/stack-folder.ts';

/** What a plan of a stack is made from, besides the state and the cloud. */
export interface PlanInputs {
  /** Version of Terraform. */
  readonly terraform: string;
  /** SHA-256 of the Terraform JSON. */
  readonly source: string;
  /** SHA-256 of the lock file; null when there is none. */
  readonly lockFile: string | null;
  /** Versions by the address of the provider, as the lock file says. */
  readonly providers: Readonly<Record<string, string>>;
  /** Kind and place of the state, for example `s3 odc-state/atlas/atlas.tfstate`. */
  readonly backend: string;
}

/** Reads what a plan of a stack would be made from now. */
export async function readInputs(places: Places, stack: StackFolder, terraform: string): Promise<PlanInputs> {
  const source = await readFile(stack.file, 'utf8');
  const lock = await tryRead(lockFileIn(places, stack));
  return {
    terraform,
    source: sha256(source),
    lockFile: lock === undefined ? null : sha256(lock),
    providers: providersIn(lock ?? ''),
    backend: backendOf(JSON.parse(source)),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Terraform writes one block per provider, with its version before anything nested. */
function providersIn(lock: string): Record<string, string> {
  const blocks = lock.matchAll(/^provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/gm);
  return Object.fromEntries([...blocks].map(([, address = '', version = '']) => [address, version]));
}

type Settings = Readonly<Record<string, unknown>>;

/** Keys that say where a state is; the others say how to get there. */
const PLACE_KEYS = [
  'hostname',
  'organization',
  'bucket',
  'storage_account_name',
  'container_name',
  'prefix',
  'key',
  'address',
  'path',
];

function backendOf(json: { readonly terraform?: { readonly backend?: Settings; readonly cloud?: Settings } }): string {
  const { backend = {}, cloud } = json.terraform ?? {};
  const [kind, settings] = cloud ? ['cloud', cloud] : (Object.entries(backend)[0] ?? ['none', {}]);
  const { workspaces } = settings as { workspaces?: { name?: unknown } };
  const parts = [...PLACE_KEYS.map((key) => (settings as Settings)[key]), workspaces?.name];
  return [kind, parts.filter((part) => typeof part === 'string').join('/')].join(' ').trim();
}
