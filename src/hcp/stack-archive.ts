import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { STACK_FILE } from './configuration.ts';

/** What Terraform needs of a stack's folder; its working files, state and plans stay here. */
const PARTS = [STACK_FILE, '.terraform.lock.hcl', 'assets'];

/**
 * Packs the folder of a stack as HCP Terraform takes it: the configuration at the root, or below the working directory
 * of the workspace. The same folder gives the same bytes.
 */
export async function packStack(directory: string, workingDirectory: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts = PARTS.filter((part) => existsSync(join(directory, part)));
  const prefix = workingDirectory.replace(/^\/+|\/+$/g, '');
  const pack = create(
    { gzip: true, cwd: directory, portable: true, noMtime: true, ...(prefix !== '' && { prefix }) },
    parts,
  );
  return new Uint8Array(await pack.concat());
}
