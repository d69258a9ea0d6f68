// Records a plan of the cluster stack of the example fleet with the real Terraform and AWS provider, without a cloud:
//   hubfleet synth --cluster atlas-west --out OUT
//   TF_CLI_CONFIG_FILE=<file that names a provider mirror> node test/cost/plans/make-plan.js OUT/stacks/atlas-west/cdk.tf.json
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const synthesized = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const account = {
  access_key: 'example',
  secret_key: 'example',
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: 'true',
};
const provider = {
  aws: synthesized.provider.aws.map(({ allowed_account_ids: _, ...own }) => ({ ...own, ...account })),
};
const terraform = { ...synthesized.terraform, backend: { local: {} } };

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
const run = (...args) => execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
try {
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...synthesized, provider, terraform }));
  run('init', '-input=false');
  run('plan', '-input=false', '-out=plan');
  const { format_version, terraform_version, resource_changes, configuration } = JSON.parse(
    run('show', '-json', 'plan'),
  );
  const plan = { format_version, terraform_version, resource_changes, configuration };
  writeFileSync(new URL('atlas-west.plan.json', import.meta.url), `${JSON.stringify(plan)}\n`);
  const { resource, data, locals } = synthesized;
  writeFileSync(
    new URL('atlas-west.tf.json', import.meta.url),
    `${JSON.stringify({ provider: synthesized.provider, resource, data, locals })}\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
