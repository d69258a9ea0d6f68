import { createHash } from 'node:crypto';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@hubfleet/policies';
import { z } from 'zod';
import { TerraformFailure } from '../terraform/failure.ts';
import { manifestOf, sha256OfFile, sourceOf } from '../terraform/plan-file.ts';
import { isRefused, type StackPlan } from '../terraform/plan-stack.ts';
import { replaceFile, tryRead } from '../terraform/replace-file.ts';
import { type Places, planFileIn, type StackFolder } from '../terraform/stack-folder.ts';
import { readInputs } from './plan-inputs.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const finding = z.object({
  fingerprint: z.string().max(64),
  rule: z.string().max(200),
  address: z.string().max(2000),
  level: z.enum(['error', 'warning']),
});

const schema = z.object({
  version: z.literal(1),
  stack: z.string().max(200),
  createdAt: z.iso.datetime(),
  outcome: z.enum(['changes', 'no-changes']),
  /** Of the plan file; only with changes. */
  planSha256: sha256.optional(),
  inputs: z.object({
    terraform: z.string().max(50),
    source: sha256,
    lockFile: sha256.nullable(),
    providers: z.record(z.string().max(200), z.string().max(50)),
    backend: z.string().max(2000),
  }),
  findings: z.array(finding),
  waived: z.array(finding.extend({ owner: z.string().max(200), expires: z.string().max(10) })),
});

/** What a plan was made from and what was found in it: written beside the plan, read by whoever applies it. */
export type PlanManifest = z.output<typeof schema>;

const MAX_BYTES = 16 * 1024 * 1024;

/** What is kept with a plan. */
export interface Keeping extends Places {
  /** Version of Terraform. */
  readonly version: string;
  readonly now: Date;
}

/** Writes down what a plan was made from, last of all, so that only a whole plan has a manifest. */
export async function keepManifest(plan: StackPlan, stack: StackFolder, keeping: Keeping): Promise<void> {
  if (plan.outcome === 'failed' || isRefused(plan)) return;
  const planFile = planFileIn(keeping, stack);
  const manifest: PlanManifest = {
    version: 1,
    stack: stack.name,
    createdAt: keeping.now.toISOString(),
    outcome: plan.outcome,
    ...(plan.planSha256 && { planSha256: plan.planSha256 }),
    inputs: await readInputs(keeping, stack, keeping.version),
    findings: plan.findings.map(brief),
    waived: plan.waived.map(({ waiver, ...each }) => ({
      ...brief(each),
      owner: waiver?.owner ?? '',
      expires: waiver?.expires ?? '',
    })),
  };
  await copyFile(stack.file, sourceOf(planFile));
  await replaceFile(manifestOf(planFile), `${JSON.stringify(manifest, null, 2)}\n`, 0o600);
}

function brief({ fingerprint, rule, address, level }: Finding): z.output<typeof finding> {
  return { fingerprint, rule, address, level };
}

/** There is no manifest, or none that can be read. */
export class UnusableManifest extends TerraformFailure {}

/**
 * The manifest of a plan file.
 * @throws UnusableManifest
 */
export async function readManifest(planFile: string, stack: string): Promise<PlanManifest> {
  const file = manifestOf(planFile);
  const text = await tryRead(file);
  if (text === undefined) {
    throw new UnusableManifest(`${stack}: there is no plan of it, got no ${file}; plan it, and have that reviewed`);
  }
  const read = text.length > MAX_BYTES ? undefined : schema.safeParse(parse(text)).data;
  if (read?.stack === stack) return read;
  throw new UnusableManifest(`${stack}: ${file} is not what hubfleet plan writes; plan again, and have that reviewed`);
}

/** Names of the stacks that a folder holds plans of, or that had no changes. */
export async function plannedStacks(dir: string): Promise<string[]> {
  const files = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files.flatMap((file) => /^(.+)\.manifest\.json$/.exec(file)?.[1] ?? []).sort();
}

/** One hash of everything that was planned, for whoever reviewed it to hand on. */
export async function digestOf(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const stack of await plannedStacks(dir)) {
    hash.update(`${stack} ${await sha256OfFile(join(dir, `${stack}.manifest.json`))}\n`);
  }
  return `sha256:${hash.digest('hex')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
