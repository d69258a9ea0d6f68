// One measured run of a plain cdktf program that makes the same resources as the given Terraform JSON; prints JSON.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, GcsBackend, LocalBackend, S3Backend, TerraformLocal, TerraformStack } from 'cdktf';
import { classOf, providerClass, toConfig } from './bare-program.js';

const [from, outdir] = process.argv.slice(2);
const backends = { s3: S3Backend, gcs: GcsBackend, local: LocalBackend };

const elements = (section, isData) =>
  Object.entries(section ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([id, body]) => {
      const { depends_on: dependsOn, lifecycle } = body;
      const meta = {
        ...(dependsOn && { dependsOn: dependsOn.map((fqn) => ({ fqn })) }),
        ...(lifecycle && { lifecycle: toConfig(lifecycle) }),
      };
      return { id, Class: classOf(type, isData), config: { ...toConfig(body), ...meta } };
    }),
  );

// What a user would have written as code is prepared before the clock starts.
const program = readdirSync(join(from, 'stacks')).map((name) => {
  const json = JSON.parse(readFileSync(join(from, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  return {
    name,
    backend: Object.entries(json.terraform.backend)[0],
    providers: Object.entries(json.provider).flatMap(([type, list]) =>
      list.map((config) => ({ Class: providerClass(type), id: `${type}-provider`, config: toConfig(config) })),
    ),
    elements: [...elements(json.resource, false), ...elements(json.data, true)],
    locals: Object.entries(json.locals ?? {}),
    ephemeral: json.ephemeral,
  };
});

const started = performance.now();
const app = new App({ outdir });
for (const { name, backend, providers, elements, locals, ephemeral } of program) {
  const stack = new TerraformStack(app, name);
  const [kind, settings] = backend;
  new backends[kind](stack, toConfig(settings));
  for (const { Class, id, config } of providers) new Class(stack, id, config);
  for (const { Class, id, config } of elements) new Class(stack, id, config);
  for (const [id, expression] of locals) new TerraformLocal(stack, id, expression);
  if (ephemeral) stack.addOverride('ephemeral', ephemeral);
}
const built = performance.now();
app.synth();
const ended = performance.now();
const phases = { build: built - started, synth: ended - built };
process.stdout.write(
  JSON.stringify({ milliseconds: ended - started, phases, maxRssMiB: process.resourceUsage().maxRSS / 1024 }),
);
