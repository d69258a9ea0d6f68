import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@hubfleet/policies';
import { z } from 'zod';
import { driftClasses } from './drift.ts';

/** A file that should be what `hubfleet plan` or `hubfleet drift` wrote is not. */
export class UnreadableReport extends Error {
  constructor(file: string, problem: string, remedy: string) {
    super(`${file}: ${problem}; ${remedy}`);
    this.name = 'UnreadableReport';
  }
}

const failure = z.object({ message: z.string() }).optional();
const change = z.object({ kind: z.string(), address: z.string(), path: z.string().optional() });
// Findings are shown by the renderers that show them elsewhere; what these need is looked at.
const finding = z.custom<Finding>(
  (value) =>
    z
      .object({
        rule: z.string(),
        severity: z.enum(['critical', 'high', 'medium', 'low']),
        level: z.enum(['error', 'warning']),
        stack: z.string(),
        address: z.string(),
        message: z.string(),
        remedy: z.string(),
        fingerprint: z.string(),
      })
      .safeParse(value).success,
);

const plannedStack = z.object({
  stack: z.string(),
  outcome: z.string(),
  summary: z.record(z.string(), z.number()).optional(),
  changes: z.array(change).default([]),
  findings: z.array(finding).default([]),
  failure,
});

const driftedStack = z.object({
  stack: z.string(),
  outcome: z.enum(['as-applied', 'drifted', 'unseen']),
  class: z.enum(driftClasses).optional(),
  resources: z.array(z.object({ class: z.enum(driftClasses), why: z.string(), address: z.string() })).default([]),
  failure,
});

const planReport = z.object({ version: z.literal(1), stacks: z.array(plannedStack) });
const driftReport = z.object({ version: z.literal(1), stacks: z.array(driftedStack), unseen: z.array(z.string()) });

/** What was planned for a stack, as `hubfleet plan --format json` tells it. */
export type KeptPlan = z.output<typeof plannedStack>;
/** What a look at a stack found, as `hubfleet drift --format json` tells it. */
export type KeptDrift = z.output<typeof driftedStack>;

/** What the jobs of a pipeline kept for the one that comments. */
export interface KeptReports {
  /** Absent when nobody planned. */
  readonly plans?: readonly KeptPlan[];
  /** Absent when nobody looked. */
  readonly drift?: readonly KeptDrift[];
}

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Reads all `plan*.json` and `drift*.json` of a folder. A job that failed before it could write leaves an empty file,
 * which counts as none.
 * @throws UnreadableReport
 */
export async function readKeptReports(dir: string): Promise<KeptReports> {
  const names = (await readdir(dir).catch(() => [])).sort();
  const read = async <S extends z.ZodType>(pattern: RegExp, schema: S): Promise<z.output<S>[]> => {
    const files = names.filter((name) => pattern.test(name)).map((name) => join(dir, name));
    return (await Promise.all(files.map((file) => readReport(file, schema)))).flat();
  };
  const plans = await read(/^plan.*\.json$/, planReport);
  const looks = await read(/^drift.*\.json$/, driftReport);
  return {
    plans: plans.flatMap(({ stacks }) => stacks),
    ...(looks.length > 0 && { drift: looks.flatMap(({ stacks }) => stacks) }),
  };
}

async function readReport<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>[]> {
  const { size } = await stat(file);
  if (size === 0) return [];
  if (size > MOST_BYTES) {
    throw new UnreadableReport(file, `has ${size} bytes, at most ${MOST_BYTES} are read`, 'report on fewer stacks');
  }
  const parsed = schema.safeParse(tryParse(await readFile(file, 'utf8')));
  if (parsed.success) return [parsed.data];
  throw new UnreadableReport(file, 'is no report of this version of hubfleet', 'write it with --format json');
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
