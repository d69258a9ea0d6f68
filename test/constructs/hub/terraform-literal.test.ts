import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { terraformLiteral, terraformLiterals } from '../../../constructs/src/hub/terraform-literal.ts';
import { onPath, requireTool } from '../../support/terraform.ts';

const hasTerraform =
  requireTool(onPath('terraform'), 'no terraform on the PATH; install Terraform >= 1.11') !== undefined;

/** What Terraform makes of a document that also refers to a variable of value `atlas-scratch`. */
function evaluated(document: (reference: string) => object): object {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-literal-'));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 's');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const variable = new TerraformVariable(stack, 'bucket', { type: 'string', default: 'atlas-scratch' });
    const values = document(variable.stringValue);
    new TerraformOutput(stack, 'values', { value: JSON.stringify(terraformLiterals(values as never)) });
    app.synth();
    const cwd = join(outdir, 'stacks', 's');
    const terraform = (...args: string[]) => execFileSync('terraform', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
    terraform('init', '-input=false');
    terraform('apply', '-input=false', '-auto-approve');
    return JSON.parse(JSON.parse(terraform('output', '-json')).values.value);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe('Text in chart values', () => {
  test.each([
    ['echo $HOME', 'echo $HOME'],
    ['echo ${HOME}', 'echo $${HOME}'],
    ['f"%{count}"', 'f"%%{count}"'],
    ['$${already}', '$$${already}'],
    ['100% {sure}', '100% {sure}'],
    ['${TfToken[TOKEN.1]}/${x}', '${TfToken[TOKEN.1]}/$${x}'],
  ])('%j is written %j', (text, written) => {
    expect(terraformLiteral(text)).toBe(written);
  });

  test('is escaped in keys and lists too', () => {
    expect(terraformLiterals({ '${a}': ['${b}', 1, null, { c: '%{d}' }] })).toEqual({
      '$${a}': ['$${b}', 1, null, { c: '%%{d}' }],
    });
  });

  test.skipIf(!hasTerraform)('comes out of Terraform as it was written, beside references that resolve', () => {
    const snippet = (bucket: string) => ({
      python: `print("${'${bucket}'}", "%{if x}", '$\${y}', "${bucket}")`,
      shell: `echo "\${HOME}/${bucket}" $$ 100%\n\t"quoted" \\ back`,
    });
    expect(evaluated(snippet)).toEqual(snippet('atlas-scratch'));
  });
});
