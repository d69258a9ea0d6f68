import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Finding, sharedStateFaults, stackFaults } from '@hubfleet/policies';
import { App, TerraformStack } from 'cdktf';
import type { Fleet } from '../fleet/fleet.ts';
import { buildStack } from './build-stack.ts';
import { duplicateFaults } from './duplicate-faults.ts';
import type { Layer, StackPlace, WorkspacesPlace } from './layer.ts';
import { type Selection, selectStacks } from './selection.ts';
import { withoutStackTraces } from './without-stack-traces.ts';
import { buildWorkspaces } from './workspaces.ts';

/** A stack that has been written as Terraform JSON. */
export interface SynthesizedStack {
  readonly name: string;
  /** Empty for the stack that sets up workspaces, which is of no cluster. */
  readonly cluster: string;
  readonly hub?: string;
  readonly layer: Layer;
  /** Terraform's working folder of the stack. */
  readonly directory: string;
  /** The Terraform JSON. */
  readonly file: string;
  readonly dependsOn: readonly string[];
  /** Managed resources, without data sources. */
  readonly resources: number;
  /** The parsed Terraform JSON. */
  readonly json: unknown;
}

export interface SynthesisOptions {
  readonly selection?: Selection;
  /** Folder that `stacks/<stack>/cdk.tf.json` is written to. */
  readonly outdir: string;
}

export interface Synthesis {
  readonly stacks: readonly SynthesizedStack[];
  /** What makes the Terraform JSON unfit to be planned. Given any, no file has been replaced. */
  readonly faults: readonly Finding[];
}

/**
 * Builds the selected stacks and writes their Terraform JSON.
 *
 * Each file is replaced in one step after all have passed the structural checks, so that a crash or a fault leaves the
 * earlier output whole. What Terraform keeps beside a file stays.
 */
export async function synthesize(fleet: Fleet, { selection = {}, outdir }: SynthesisOptions): Promise<Synthesis> {
  const places = selectStacks(fleet, selection);
  await mkdir(join(outdir, 'stacks'), { recursive: true });
  const staging = await mkdtemp(join(outdir, '.synth-'));
  try {
    const app = withoutStackTraces(() => buildApp(places, staging));
    const duplicates = app.node.children.filter(TerraformStack.isStack).flatMap(duplicateFaults);
    withoutStackTraces(() => app.synth());
    const stacks = await Promise.all(places.map((place) => readStack(place, staging, outdir)));
    const faults = [
      ...duplicates,
      ...stacks.flatMap(({ json, name }) => stackFaults(json, { stack: name })),
      ...sharedStateFaults(stacks.map(({ json, name }) => ({ stack: name, json }))),
    ];
    if (faults.length === 0) await publish(stacks, staging);
    return { stacks, faults };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The construct tree of the given stacks. */
export function buildApp(places: readonly (StackPlace | WorkspacesPlace)[], outdir: string): App {
  const app = new App({ outdir, stackTraces: false });
  const built = new Map(places.map((place) => [place.name, buildPlace(app, place)]));
  for (const { name, dependsOn } of places) {
    for (const before of dependsOn) {
      const dependency = built.get(before);
      if (dependency) built.get(name)?.addDependency(dependency);
    }
  }
  return app;
}

function buildPlace(app: App, place: StackPlace | WorkspacesPlace): TerraformStack {
  return place.layer === 'workspaces' ? buildWorkspaces(app, place) : buildStack(app, place);
}

async function readStack(
  place: StackPlace | WorkspacesPlace,
  staging: string,
  outdir: string,
): Promise<SynthesizedStack> {
  const { name, layer, dependsOn } = place;
  const [cluster, hub] = place.layer === 'workspaces' ? [''] : [place.cluster.name, place.hub?.name];
  const json = JSON.parse(await readFile(join(staging, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  const directory = join(outdir, 'stacks', name);
  const file = join(directory, 'cdk.tf.json');
  const resources = Object.values<object>(json.resource ?? {}).reduce(
    (sum, named) => sum + Object.keys(named).length,
    0,
  );
  return { name, cluster, hub, layer, directory, file, dependsOn, resources, json };
}

async function publish(stacks: readonly SynthesizedStack[], staging: string): Promise<void> {
  for (const { name, directory, file } of stacks) {
    await mkdir(directory, { recursive: true });
    await rename(join(staging, 'stacks', name, basename(file)), file);
  }
}

/** Folders of stacks that the fleet no longer has; what they created may still run. */
export async function orphanedStacks(fleet: Fleet, outdir: string): Promise<string[]> {
  const known = new Set(selectStacks(fleet, {}).map(({ name }) => name));
  const folders = await readdir(join(outdir, 'stacks'));
  return folders.filter((name) => !known.has(name)).sort();
}
