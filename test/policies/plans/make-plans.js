// Makes the plans in this folder with the real Terraform and AWS provider, without a cloud:
//   TF_CLI_CONFIG_FILE=<file that names a provider mirror> node test/policies/plans/make-plans.js && npx biome format --write test/policies/plans
// A folder as argument gets them instead. Each scenario is a configuration, and where something already exists, a state file written by hand.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarios } from './scenarios.js';

const terraform = {
  required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } },
  backend: { local: { path: 'terraform.tfstate' } },
};
const provider = {
  aws: [
    {
      region: 'us-west-2',
      access_key: 'example',
      secret_key: 'example',
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: 'true',
    },
  ],
};

function instance([address, attributes]) {
  const [type, name] = address.split('.');
  const { deposed, status, ...own } = attributes;
  return {
    mode: 'managed',
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: attributes.schema_version ?? 0, attributes: own, ...(deposed && { deposed }), ...(status && { status }) }],
  };
}

function plan({ configuration, state, modules = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  const run = (...args) => execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e8 });
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform, provider, ...configuration }));
    for (const [file, content] of Object.entries(modules)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), JSON.stringify(content));
    }
    if (state) {
      const resources = Object.entries(state).map(instance);
      writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify({ version: 4, serial: 1, lineage: 'example', resources }));
    }
    run('init', '-input=false');
    try {
      run('plan', '-input=false', '-refresh=false', '-out=plan');
    } catch {
      // A plan that prevent_destroy stops is written nevertheless.
    }
    return JSON.parse(run('show', '-json', 'plan'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [to = dirname(fileURLToPath(import.meta.url))] = process.argv.slice(2);
for (const [name, scenario] of Object.entries(scenarios)) {
  const { timestamp, ...rest } = plan(scenario);
  writeFileSync(join(to, `${name}.json`), `${JSON.stringify({ ...rest, timestamp: '2026-01-01T00:00:00Z' }, null, 2)}\n`);
}
