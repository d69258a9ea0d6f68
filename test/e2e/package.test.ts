import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'constructs', 'README.md'), 'utf8');
const snippets = [...readme.matchAll(/^## (.+)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map(([, title = '', code = '']) => ({
  title,
  code,
}));

let folder: string;
const run = (command: string, args: string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubfleet-package-'));
  run('npm', ['pack', '--pack-destination', folder], join(root, 'constructs'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }');
  const tarball = join(folder, 'hubfleet-constructs-0.1.0.tgz');
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed library in an empty folder', () => {
  test('brings the policies along', () => {
    const bundled = join(folder, 'node_modules/@hubfleet/constructs/node_modules/@hubfleet/policies/lib/index.js');
    expect(existsSync(bundled)).toBe(true);
  });

  test.each(snippets)('compiles and synthesizes the README example $title', ({ title, code }) => {
    const program = join(folder, title.replaceAll(' ', '-'));
    mkdirSync(program);
    writeFileSync(join(program, 'main.ts'), code);
    const compilerOptions = { strict: true, skipLibCheck: true, target: 'es2022', module: 'commonjs', types: [] };
    writeFileSync(join(program, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], program);
    run(process.execPath, ['main.js'], program);
    const { stacks } = JSON.parse(readFileSync(join(program, 'cdktf.out', 'manifest.json'), 'utf8'));
    const [stack] = Object.keys(stacks);
    const json = JSON.parse(readFileSync(join(program, 'cdktf.out', 'stacks', String(stack), 'cdk.tf.json'), 'utf8'));
    expect(Object.keys(json.resource).length).toBeGreaterThan(3);
  });

  test('has matchers for tests of one’s own stacks', () => {
    const program = `
      const { matchers, stackFindings } = require('@hubfleet/constructs/testing');
      const stack = { resource: { aws_s3_bucket: { data: { bucket: 'atlas' } } } };
      const { pass } = matchers.toHaveResource(stack, 'aws_s3_bucket', { bucket: /^at/ });
      console.log(pass, stackFindings(stack, { rule: 'stack/' }).length);
    `;
    expect(run(process.execPath, ['-e', program])).toBe('true 1\n');
  });

  test('fails the synthesis of an open control plane', () => {
    const open = String(snippets[0]?.code).replace('203.0.113.0/24', '0.0.0.0/0');
    const program = join(folder, 'open');
    mkdirSync(program);
    const code = open.replace(
      /^import (.+) from '(.+)';$/gm,
      (_, names, from) => `const ${names} = require('${from}');`,
    );
    writeFileSync(
      join(program, 'main.js'),
      code.replace(/import \{([^}]+)\} from '(.+)';/g, "const {$1} = require('$2');"),
    );
    expect(() => run(process.execPath, ['main.js'], program)).toThrow('security/eks-public-endpoint');
  });
});
