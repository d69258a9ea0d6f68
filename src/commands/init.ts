import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { cloudOf } from '../fleet/clouds/registry.ts';
import { jsonSchema, schemaNames } from '../fleet/json-schema.ts';
import { loadFleet } from '../fleet/load.ts';
import { presetKeys, presetNames, presets, tryPreset } from '../fleet/preset.ts';
import { clusterName, hubName } from '../fleet/schema/name.ts';
import { renderJson } from '../render/json.ts';
import { renderPresetKeys, renderPresetList } from '../render/preset-list.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { renderClusterScaffold, renderFleetScaffold } from '../render/scaffold-cluster.ts';
import { renderHubScaffold } from '../render/scaffold-hub.ts';
import { CliError, type Context, defineCommand, exitCodes, fleetOption, formatOption } from './command.ts';
import { type InitCiOptions, initCi, pipelineKinds } from './init-ci.ts';

interface InitOptions extends InitCiOptions {
  readonly provider: 'aws' | 'google';
  readonly preset: string;
  readonly domain?: string;
  readonly image?: string;
  readonly list?: boolean;
  readonly format: 'text' | 'json';
}

export const initCommand = defineCommand<InitOptions>({
  description:
    'Writes the file of a new cluster or hub, and of a new fleet where there is none. A hub starts from a preset: ' +
    'a few lines that work, in which every key can be overridden. init ci writes pipelines of GitHub Actions or ' +
    'GitLab: a pull request gets plan, findings, cost and drift as one comment, a merge is rolled out, and drift, ' +
    'hubs and report are looked at each night.',
  configure(command) {
    command.addArgument(new Argument('[kind]', 'what to write').choices(['cluster', 'hub', 'ci']));
    command.addArgument(new Argument('[name]', 'name of the cluster, or <cluster>/<hub>'));
    fleetOption(command);
    command.addOption(
      new Option('--provider <cloud>', 'cloud of the cluster').choices(['aws', 'google']).default('aws'),
    );
    command.addOption(new Option('--preset <name>', 'what the hub is for').choices(presetNames).default('research'));
    command.option('--domain <domain>', 'domain of the hub');
    command.option('--image <image>', 'image of the hub with a fixed tag, instead of that of the preset');
    command.addOption(new Option('--kind <service>', 'with ci: whose pipelines').choices(pipelineKinds));
    command.option('--branch <name>', 'with ci: branch that is rolled out', 'main');
    command.addOption(
      new Option('--terraform-binary <name>', 'with ci: what the pipelines run')
        .choices(['terraform', 'tofu'])
        .default('terraform'),
    );
    command.option('--list', 'print the presets instead');
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet init --list', 'the presets'],
    ['hubfleet init cluster atlas-east --provider aws', 'clusters/atlas-east/cluster.yaml'],
    ['hubfleet init hub atlas-west/course --preset education --domain course.atlas.example', 'a hub for a course'],
    ['hubfleet init ci --kind github', 'workflows in .github/workflows'],
  ],
  exits: { 0: 'written or printed', 1: 'written, but the fleet has problems' },
  async run(options, context, [kind, name]) {
    if (options.list) {
      const keys = presets.map((each) => ({ preset: each.presetName, title: each.title, keys: presetKeys(each) }));
      context.stdout.write(options.format === 'json' ? renderPresetKeys(keys) : renderPresetList(presets));
      return exitCodes.fine;
    }
    if (kind === 'ci') return await initCi(options, context);
    if (!kind || !name) {
      throw new CliError('init: nothing named; say cluster <name>, hub <cluster>/<hub>, ci, or --list');
    }
    const written =
      kind === 'cluster' ? await initCluster(name, options, context) : await initHub(name, options, context);
    context.stdout.write(`${written.join('\n')}\n`);
    return await validate(options, context);
  },
});

async function initCluster(name: string, { fleet, provider }: InitOptions, context: Context): Promise<string[]> {
  checkName(clusterName, name);
  const files: [string, string][] = [[join(fleet, name, 'cluster.yaml'), renderClusterScaffold({ provider, name })]];
  const fleetFile = join(fleet, 'fleet.yaml');
  if (!(await exists(resolve(context.cwd, fleetFile)))) files.unshift([fleetFile, renderFleetScaffold()]);
  return await writeAll(files, fleet, context);
}

async function initHub(name: string, options: InitOptions, context: Context): Promise<string[]> {
  const { fleet, preset, domain, image } = options;
  const [cluster = '', hub = '', ...rest] = name.split('/');
  if (hub === '' || rest.length > 0) throw new CliError(`init: a hub is named <cluster>/<hub>, got ${name}`);
  checkName(hubName, hub);
  if (domain === undefined) throw new CliError('init: --domain is missing; give the host name of the hub');
  const scaffold = {
    cluster,
    hub,
    domain,
    preset,
    title: tryPreset(preset)?.title ?? preset,
    image,
    secretStore: await secretStore(cluster, options, context),
  };
  return await writeAll([[join(fleet, cluster, 'hubs', `${hub}.yaml`), renderHubScaffold(scaffold)]], fleet, context);
}

/** The store of the cluster's cloud; a fleet with problems is no reason not to start a hub. */
async function secretStore(name: string, { fleet: dir }: InitOptions, { cwd }: Context): Promise<string> {
  if (!(await exists(resolve(cwd, dir, name, 'cluster.yaml')))) {
    throw new CliError(
      `init: there is no ${join(dir, name, 'cluster.yaml')}; write it with: hubfleet init cluster ${name}`,
    );
  }
  const loaded = await loadFleet(dir, { cwd });
  const cluster = 'fleet' in loaded ? loaded.fleet.clusters.find((each) => each.name === name) : undefined;
  return cluster ? (cloudOf(cluster).secretStores[0] ?? 'variable') : 'variable';
}

function checkName(schema: typeof clusterName, name: string): void {
  const result = schema.safeParse(name);
  if (!result.success) throw new CliError(`init: ${result.error.issues[0]?.message.split('\n')[0]}`);
}

/** Writes new files only, and the schemas that their first lines name where the fleet has none. */
async function writeAll(
  files: readonly (readonly [file: string, text: string])[],
  fleet: string,
  { cwd }: Context,
): Promise<string[]> {
  const [taken] = (
    await Promise.all(files.map(async ([file]) => ((await exists(resolve(cwd, file))) ? [file] : [])))
  ).flat();
  if (taken !== undefined) throw new CliError(`init: ${taken} is there already; choose another name`);
  for (const [file, text] of files) {
    await mkdir(dirname(resolve(cwd, file)), { recursive: true });
    await writeFile(resolve(cwd, file), text, { flag: 'wx' });
  }
  const schemas = resolve(cwd, fleet, '.schema');
  await mkdir(schemas, { recursive: true });
  for (const name of schemaNames) {
    const file = join(schemas, `${name}.json`);
    if (!(await exists(file))) await writeFile(file, renderJson(jsonSchema(name)));
  }
  return files.map(([file]) => file);
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

async function validate({ fleet }: InitOptions, { cwd, stdout }: Context) {
  const result = await loadFleet(fleet, { cwd });
  if ('fleet' in result) return exitCodes.fine;
  stdout.write(`\n${renderProblemsText(result.problems, result.sources)}`);
  return exitCodes.problems;
}
