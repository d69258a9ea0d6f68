import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the project's own lint settings say about a file at this place of the tree. */
function lint(file: string, code: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'hubfleet-lint-'));
  try {
    cpSync(join(root, 'biome.json'), join(tree, 'biome.json'));
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), code);
    const args = ['lint', '--vcs-enabled=false', '--colors=off', '--only=style/noRestrictedImports', '.'];
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/biome'), args, {
      cwd: tree,
      encoding: 'utf8',
    });
    return `exit ${status} ${stdout} ${stderr}`.replace(/\s+/g, ' ');
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

describe('lint refuses an import', () => {
  test.each([
    ['of a whole provider package in the library', 'constructs/src/a.ts', '@cdktf/provider-aws', 'Import one resource'],
    ['of a whole provider package in the app', 'src/stacks/a.ts', '@cdktf/provider-google', 'Import one resource'],
    ['of a whole provider package in a test', 'test/a.ts', '@cdktf/provider-helm', 'Import one resource'],
    ['of cdktf by the policies', 'policies/src/a.ts', 'cdktf', 'Policies judge plain data'],
    ['of the library by the policies', 'policies/src/a.ts', '@hubfleet/constructs', 'Policies judge plain data'],
    ['of zod by the library', 'constructs/src/a.ts', 'zod', 'Constructs only build'],
    ['of files by the library', 'constructs/src/a.ts', 'node:fs', 'Constructs only build'],
    ['of cdktf by the fleet', 'src/fleet/a.ts', 'cdktf', 'A fleet file is read without building anything'],
    ['of stacks by the fleet', 'src/fleet/a.ts', '../stacks/layer.ts', 'The fleet is the bottom of src'],
    ['of commands by stacks', 'src/stacks/a.ts', '../commands/synth.ts', 'Stacks are built without Terraform'],
    ['of constructs by a renderer', 'src/render/a.ts', '@hubfleet/constructs', 'Only stacks build constructs'],
  ])('%s', (_, file, module, message) => {
    const output = lint(file, `import { thing } from '${module}';\n\nthing();\n`);
    expect(output).toContain('exit 1');
    expect(output).toContain(message);
  });
});

test.each([
  ['one resource of a provider', 'constructs/src/a.ts', '@cdktf/provider-aws/lib/eks-cluster'],
  ['the fleet by stacks', 'src/stacks/a.ts', '../fleet/fleet.ts'],
])('lint accepts an import of %s', (_, file, module) => {
  expect(lint(file, `import { thing } from '${module}';\n\nthing();\n`)).toContain('exit 0');
});
