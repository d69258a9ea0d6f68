import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText, type Problem, wholeFile } from './problem.ts';
import { SourceFile } from './source-file.ts';

/** Largest file that is read. Real ones have a few KiB. */
const MOST_BYTES = 1024 * 1024;

/** The files of a fleet as they lie in its folder, read but not understood. */
export interface Folder {
  readonly fleet?: SourceFile;
  /** Fetched prices. */
  readonly prices?: SourceFile;
  readonly clusters: readonly ClusterFolder[];
  readonly problems: readonly Problem[];
}

export interface ClusterFolder {
  readonly name: string;
  /** Path of `cluster.yaml`, whether it is there or not. */
  readonly file: string;
  readonly cluster?: SourceFile;
  readonly hubs: readonly HubSource[];
  readonly waivers?: SourceFile;
  readonly problems: readonly Problem[];
}

export interface HubSource {
  readonly name: string;
  readonly source: SourceFile;
}

/**
 * Reads `fleet.yaml` and every cluster folder.
 * @param dir absolute path of the fleet
 * @param label the same folder in the words of the caller; problems name files by it
 */
export async function readFolder(dir: string, label: string): Promise<Folder> {
  const entries = await list(dir);
  if (!entries) {
    const remedy = 'name the folder that holds fleet.yaml with --fleet';
    return { clusters: [], problems: [wholeFile(label, 'there is no such folder', remedy)] };
  }
  const problems: Problem[] = misnamed(label, entries, ['fleet', 'prices']);
  const fleet = await readSource(dir, label, 'fleet.yaml', problems);
  if (!fleet && problems.length === 0) {
    problems.push(wholeFile(join(label, 'fleet.yaml'), 'file is missing', 'add it: it says who runs the fleet'));
  }
  const prices = await readSource(dir, label, 'prices.yaml', problems);
  const names = entries.filter((entry) => entry.folder && !entry.name.startsWith('.')).map(({ name }) => name);
  const clusters = await Promise.all(names.map((name) => readCluster(join(dir, name), join(label, name), name)));
  if (clusters.length === 0) {
    problems.push(wholeFile(label, 'there is no cluster in the fleet', 'add <cluster>/cluster.yaml'));
  }
  return { ...(fleet && { fleet }), ...(prices && { prices }), clusters, problems };
}

async function readCluster(dir: string, label: string, name: string): Promise<ClusterFolder> {
  const entries = (await list(dir)) ?? [];
  const problems: Problem[] = misnamed(label, entries, ['cluster', 'waivers']);
  const cluster = await readSource(dir, label, 'cluster.yaml', problems);
  if (!cluster && problems.length === 0) {
    const remedy = 'add it, or move the folder out of the fleet';
    problems.push(wholeFile(join(label, 'cluster.yaml'), 'file is missing', remedy));
  }
  const waivers = await readSource(dir, label, 'waivers.yaml', problems);
  const hubs = await readHubs(join(dir, 'hubs'), join(label, 'hubs'), problems);
  const file = join(label, 'cluster.yaml');
  return { name, file, ...(cluster && { cluster }), ...(waivers && { waivers }), hubs, problems };
}

async function readHubs(dir: string, label: string, problems: Problem[]): Promise<HubSource[]> {
  const entries = (await list(dir)) ?? [];
  problems.push(...misnamed(label, entries, undefined));
  const files = entries.filter(({ name }) => name.endsWith('.yaml') && !isAdminFile(name));
  const hubs = await Promise.all(
    files.map(async ({ name }) => {
      const source = await readSource(dir, label, name, problems);
      return source ? [{ name: name.slice(0, -'.yaml'.length), source }] : [];
    }),
  );
  return hubs.flat();
}

/** `<hub>.admin.yaml` belongs to the administrators of a hub and is not a hub. */
function isAdminFile(name: string): boolean {
  return name.endsWith('.admin.yaml');
}

interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

async function list(dir: string): Promise<Entry[] | undefined> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    const followed = entries.map(async (entry) => {
      const linked = entry.isSymbolicLink() ? await stat(join(dir, entry.name)).catch(() => entry) : entry;
      return { name: entry.name, folder: linked.isDirectory() };
    });
    return (await Promise.all(followed)).sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Files that look as if they were read but are not: a wrong ending would lose a hub without a word. */
function misnamed(label: string, entries: readonly Entry[], bases: readonly string[] | undefined): Problem[] {
  return entries
    .filter(({ name, folder }) => !folder && /\.ya?ml$/i.test(name) && !name.endsWith('.yaml'))
    .concat(entries.filter(({ name, folder }) => !folder && name.endsWith('.yaml') && !expectedFile(name, bases)))
    .map(({ name }) => {
      const renamed = name.replace(/\.ya?ml$/i, '.yaml');
      if (renamed !== name && expectedFile(renamed, bases)) {
        return wholeFile(join(label, name), 'file is not read', `rename it to ${renamed}`);
      }
      const read = (bases ?? []).map((base) => `${base}.yaml`).join(' and ');
      return wholeFile(join(label, name), 'file is not read', `only ${read} are read here, move or remove it`);
    });
}

function expectedFile(name: string, bases: readonly string[] | undefined): boolean {
  return !bases || bases.includes(name.slice(0, -'.yaml'.length));
}

async function readSource(dir: string, label: string, name: string, problems: Problem[]) {
  const path = join(dir, name);
  const file = join(label, name);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      problems.push(wholeFile(file, `file is too large, ${size} bytes`, `at most ${MOST_BYTES} are read, shorten it`));
      return undefined;
    }
    return new SourceFile(file, await readFile(path, 'utf8'));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    problems.push(wholeFile(file, `file cannot be read: ${(error as NodeJS.ErrnoException).code}`));
    return undefined;
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
