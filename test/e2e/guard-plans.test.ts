import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTerraform } from '../support/terraform.ts';

const recorded = fileURLToPath(new URL('../policies/plans', import.meta.url));
const scenarios = readdirSync(recorded).filter((file) => file.endsWith('.json'));
const terraform = findTerraform();

// The guard is tested on recorded plans: delete, replace, forget, move, a renamed construct, prevent_destroy.
describe.skipIf(!terraform)('a plan that Terraform makes now', () => {
  const made = mkdtempSync(join(tmpdir(), 'hubfleet-plans-'));
  beforeAll(() => {
    const env = { ...process.env, ...terraform?.env };
    execFileSync(process.execPath, [join(recorded, 'make-plans.js'), made], { env, stdio: 'pipe' });
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  test.each(scenarios)('is the recorded one: %s', (file) => {
    const [now, then] = [made, recorded].map((folder) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
    expect(now.resource_changes).toEqual(then.resource_changes);
    expect(now.configuration).toEqual(then.configuration);
    expect(now.errored).toBe(then.errored);
  });
});
