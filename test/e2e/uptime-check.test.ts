import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { EksUptimeCheck, EksUptimeContacts } from '@hubfleet/constructs';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const contacts = { contactsName: 'hubfleet-atlas-uptime', recipients: ['oncall@atlas.example'] };

describe.skipIf(!terraform || !motoServer)('uptime checks on AWS', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-uptime-'));
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    const app = new App({ outdir });
    // Contacts and checks are in two stacks, as those of a cluster are, and find each other by name.
    const support = stack(app, 'support');
    new EksUptimeContacts(support, 'Contacts', contacts, globalProvider(support));
    const hub = stack(app, 'hub');
    const provider = globalProvider(hub);
    const found = EksUptimeContacts.fromContactsName(hub, 'Contacts', contacts.contactsName, provider);
    new EksUptimeCheck(hub, 'Check', found, { checkName: 'atlas-research', domain: 'hub.atlas.example' }, provider);
    app.synth();
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(outdir, { recursive: true, force: true });
  });

  function stack(app: App, name: string): TerraformStack {
    const made = new TerraformStack(app, name);
    new LocalBackend(made, { path: 'terraform.tfstate' });
    new AwsProvider(made, 'Aws', { region: 'us-west-2', s3UsePathStyle: true });
    made.addOverride('terraform.required_providers.aws.version', '>= 5.100, < 7');
    return made;
  }

  const globalProvider = (scope: TerraformStack) =>
    new AwsProvider(scope, 'Global', { alias: 'global', region: 'us-east-1' });

  // The proxy before the emulator answers in this very process, which must not wait for Terraform.
  const run = async (name: string, ...args: string[]): Promise<string> => {
    const env = { ...terraform?.env, ...moto.env };
    const cwd = join(outdir, 'stacks', name);
    const { stdout } = await promisify(execFile)(terraform?.binary ?? '', [...args, '-no-color'], { cwd, env });
    return stdout;
  };

  test('are applied, find whom to tell, and have no changes afterwards', async () => {
    for (const name of ['support', 'hub']) {
      await run(name, 'init', '-input=false');
      await run(name, 'apply', '-input=false', '-auto-approve');
      expect(await run(name, 'plan', '-input=false')).toContain('No changes.');
    }
    const { values } = JSON.parse(await run('hub', 'show', '-json'));
    const resources: { type: string; values: Record<string, unknown> }[] = values.root_module.resources;
    const of = (type: string) => resources.find((resource) => resource.type === type)?.values;
    expect(of('aws_cloudwatch_metric_alarm')).toMatchObject({
      dimensions: { HealthCheckId: of('aws_route53_health_check')?.id },
      alarm_actions: [expect.stringMatching(/^arn:aws:sns:us-east-1:\d+:hubfleet-atlas-uptime$/)],
    });
  });
});
