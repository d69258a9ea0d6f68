import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Fleet } from '../../fleet/fleet.ts';
import { loadFleet } from '../../fleet/load.ts';
import { type SynthesizedStack, synthesize } from '../../stacks/synthesize.ts';
import { lockFileIn } from '../../terraform/stack-folder.ts';
import type { StackVersion } from './affected-stack.ts';
import { withGitFolder } from './git-folder.ts';
import { savedStacks } from './saved-stacks.ts';
import { UnreadableBase } from './unreadable-base.ts';

/** Where a base may be looked for. */
export interface BasePlaces {
  /** Folder that paths start from. */
  readonly cwd: string;
  /** The fleet as the command line names it. */
  readonly fleet: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What to compare with, and what it was. */
export interface Base {
  readonly kind: 'fleet' | 'synthesis' | 'commit';
  readonly stacks: readonly StackVersion[];
}

/**
 * All stacks of the version to compare with.
 * @param base folder of a fleet, checkout with such a folder, folder of a synthesis that was kept, or git commit
 * @throws UnreadableBase
 */
export async function baseStacks(base: string, places: BasePlaces): Promise<Base> {
  const dir = resolve(places.cwd, base);
  if (!(await isFolder(dir))) {
    const fleetDir = resolve(places.cwd, places.fleet);
    return await withGitFolder(fleetDir, base, places.env, async (copy) => ({
      kind: 'commit',
      // Before the fleet was there, nothing was.
      stacks: copy !== undefined && (await isFile(join(copy, 'fleet.yaml'))) ? await stacksOfFolder(copy, base) : [],
    }));
  }
  if (await isFile(join(dir, 'fleet.yaml'))) return { kind: 'fleet', stacks: await stacksOfFolder(dir, base) };
  if (await isFolder(join(dir, 'stacks'))) return { kind: 'synthesis', stacks: await savedStacks(dir, base) };
  const inside = isAbsolute(places.fleet) ? undefined : join(dir, places.fleet);
  if (inside !== undefined && (await isFile(join(inside, 'fleet.yaml')))) {
    return { kind: 'fleet', stacks: await stacksOfFolder(inside, base) };
  }
  throw new UnreadableBase(
    `--base: ${base} holds neither fleet.yaml nor stacks/; name a fleet, a checkout with one, or a synthesis that was kept`,
  );
}

/** Stacks of this version with what the comparison looks at. */
export async function stackVersions(fleet: Fleet, stacks: readonly SynthesizedStack[]): Promise<StackVersion[]> {
  return await Promise.all(stacks.map((stack) => stackVersion(fleet, stack)));
}

async function stackVersion(fleet: Fleet, stack: SynthesizedStack): Promise<StackVersion> {
  const { name, cluster, layer, hub, json } = stack;
  const places = { fleetDir: fleet.dir, outdir: '' };
  const lockFile = await readFile(lockFileIn(places, stack), 'utf8').catch(() => undefined);
  return { name, cluster, layer, json, ...(hub !== undefined && { hub }), ...(lockFile !== undefined && { lockFile }) };
}

async function stacksOfFolder(dir: string, label: string): Promise<StackVersion[]> {
  const loaded = await loadFleet(dir);
  if ('problems' in loaded) {
    const [first] = loaded.problems;
    throw new UnreadableBase(
      `--base: this version of hubfleet finds ${loaded.problems.length === 1 ? 'a problem' : `${loaded.problems.length} problems`} in the fleet of ${label}, first ${first?.file}: ${first?.path}: ${first?.message}; keep a synthesis made by the version it is for, and name its folder`,
    );
  }
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-base-synth-'));
  try {
    const { stacks, faults } = await synthesize(loaded.fleet, { outdir });
    const [fault] = faults;
    if (fault)
      throw new UnreadableBase(`--base: the fleet of ${label} cannot be synthesized: ${fault.message}; name another`);
    return await stackVersions(loaded.fleet, stacks);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
