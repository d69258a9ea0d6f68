import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Finding } from '@hubfleet/policies';
import type { Fleet } from '../fleet/fleet.ts';
import { type Path, SourceFile } from '../fleet/source-file.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import { fleetKey } from './fleet-key.ts';

/** Where the cause of a finding is written down; lines and columns count from 1. */
export interface FindingPlace {
  /** As the command names files: from the working folder, or absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Looks up the place of a finding; undefined when nothing is known. */
export type PlaceOf = (finding: Finding) => FindingPlace | undefined;

/** A place known only by its file. */
export function wholeFilePlace(cwd: string, file: string): FindingPlace {
  return { file: relative(cwd, file) || file, line: 1, column: 1 };
}

/** Finds the entries of fleet files that cause findings. Files are read again, since a clean check needs no places. */
export async function fleetPlaces(fleet: Fleet, findings: readonly Finding[], cwd: string): Promise<PlaceOf> {
  const stacks = new Map(stacksOfFleet(fleet).map((place) => [place.name, place]));
  const sources = new Map<string, SourceFile | undefined>();
  const places = new Map<string, FindingPlace>();
  for (const finding of findings) {
    const target = targetOf(finding, fleet, stacks.get(finding.stack), cwd);
    if (!target) continue;
    if (!sources.has(target.file)) sources.set(target.file, await tryRead(target.file, cwd));
    places.set(finding.fingerprint, placeIn(target, sources.get(target.file)));
  }
  return ({ fingerprint }) => places.get(fingerprint);
}

interface Target {
  readonly file: string;
  readonly path: Path;
}

function targetOf(
  finding: Finding,
  fleet: Fleet,
  place: Parameters<typeof fleetKey>[1] | undefined,
  cwd: string,
): Target | undefined {
  if (finding.rule === 'policies/settings') {
    const key = finding.attribute?.replace(/^levels\./, '') ?? '';
    return { file: relative(cwd, join(fleet.dir, 'fleet.yaml')), path: ['policies', 'levels', key] };
  }
  if (finding.rule === 'policies/waiver') {
    const waivers = fleet.clusters.flatMap((cluster) => cluster.waivers.map((waiver, index) => ({ ...waiver, index })));
    const waiver = waivers.find(({ rule, match }) => `${rule} ${match}` === finding.attribute);
    return waiver && { file: waiver.file, path: [waiver.index] };
  }
  return place && fleetKey(finding, place);
}

function placeIn({ file, path }: Target, source: SourceFile | undefined): FindingPlace {
  if (!source) return { file, line: 1, column: 1 };
  const { line, column, endLine, endColumn } = source.problem(path, { message: '' });
  return {
    file,
    line,
    column,
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
}

async function tryRead(file: string, cwd: string): Promise<SourceFile | undefined> {
  try {
    return new SourceFile(file, await readFile(resolve(cwd, file), 'utf8'));
  } catch {
    return undefined;
  }
}
