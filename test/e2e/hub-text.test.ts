import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleHub, fleetOf } from '../support/fleet.ts';
import type { TerraformJson } from '../support/synth.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();

/** What shells, Python and Jinja write and Terraform would take for templates of its own. */
const texts = {
  shell: 'echo "${HOME}/$USER" $(date +%s) $${ESCAPED} ${#list[@]} ${x:-y}',
  python: 'print(f"{x:%}", "%(name)s %{name} %%{twice} 100%", "${not.a.reference}")',
  heredoc: 'cat <<EOF\n%{if true}\n  "quoted" \\back\\slash\t${VAR}\n%{endif}\nEOF\n',
  unicode: 'naïve ${ünïcode} — %{…} 🚀 \u0001',
};

/** The values of a hub as they are written for Terraform, escapes and all. */
async function writtenValues(hub: Readonly<Record<string, unknown>>): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-text-'));
  try {
    const fleet = await fleetOf({ 'atlas/hubs/research.yaml': exampleHub(hub) });
    const { stacks } = await synthesize(fleet, { outdir });
    const json = stacks.at(-1)?.json as TerraformJson | undefined;
    const [text] =
      Object.values(json?.resource.helm_release ?? {}).find(({ chart }) => chart === 'jupyterhub')?.values ?? [];
    return String(text);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What Terraform makes of a text in its JSON, by `console` and by an output. */
function evaluated(text: string): { output: string; console: string } {
  if (!terraform) throw new Error('no Terraform');
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-terraform-'));
  try {
    const json = { locals: { values: text }, output: { values: { value: '${local.values}' } } };
    writeFileSync(join(cwd, 'main.tf.json'), JSON.stringify(json));
    const { binary, env } = terraform;
    const run = (args: string[], input = '') => execFileSync(binary, args, { cwd, env, encoding: 'utf8', input });
    run(['init', '-input=false']);
    run(['validate']);
    run(['apply', '-input=false', '-auto-approve']);
    return {
      output: JSON.parse(run(['output', '-json'])).values.value,
      console: JSON.parse(JSON.parse(run(['console'], 'jsonencode(local.values)\n'))),
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

describe.skipIf(!terraform)('text of a hub file', () => {
  test('comes out of Terraform byte by byte as it was written', async () => {
    const written = await writtenValues({
      storage: { home: 'none' },
      environment: { SHELL_TEXT: texts.shell },
      values: {
        hub: { extraConfig: { '99-python': texts.python, '${key}': texts.unicode } },
        singleuser: { extraFiles: { script: { mountPath: '/tmp/script', stringData: texts.heredoc } } },
      },
    });
    const { output, console } = evaluated(written);
    expect(console).toBe(output);
    // What is written is what comes out, but for the two escapes that Terraform knows.
    expect(output).toBe(written.replaceAll('$${', '${').replaceAll('%%{', '%{'));
    const values = JSON.parse(output);
    expect(values.singleuser.extraEnv.SHELL_TEXT).toBe(texts.shell);
    expect(values.hub.extraConfig).toMatchObject({ '99-python': texts.python, '${key}': texts.unicode });
    expect(values.singleuser.extraFiles.script.stringData).toBe(texts.heredoc);
  });
});
