import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Argument } from 'commander';
import { jsonSchema, type SchemaName, schemaNames } from '../fleet/json-schema.ts';
import { renderJson } from '../render/json.ts';
import { CliError, defineCommand, exitCodes } from './command.ts';

interface SchemaOptions {
  readonly out?: string;
}

export const schemaCommand = defineCommand<SchemaOptions>({
  description:
    'Prints the JSON Schema of one kind of fleet file, or writes those of all kinds. ' +
    'Editors complete and check a file whose first line is # yaml-language-server: $schema=<path>.',
  configure(command) {
    command.addArgument(new Argument('[file]', 'kind of file').choices(schemaNames));
    command.option('--out <dir>', 'write <dir>/<kind>.json, of every kind if none is named');
  },
  examples: [
    ['hubfleet schema cluster', 'print the schema of cluster.yaml'],
    ['hubfleet schema --out clusters/.schema', 'write the schemas the example fleet refers to'],
  ],
  exits: { 0: 'printed or written' },
  async run({ out }, context, [name]) {
    const names = name ? [name as SchemaName] : schemaNames;
    if (out !== undefined) {
      await writeSchemas(resolve(context.cwd, out), names);
      context.stdout.write(`${names.map((each) => join(out, `${each}.json`)).join('\n')}\n`);
      return exitCodes.fine;
    }
    if (!name) throw new CliError(`schema: no file named; name one of ${schemaNames.join(', ')}, or give --out`);
    context.stdout.write(renderJson(jsonSchema(name as SchemaName)));
    return exitCodes.fine;
  },
});

async function writeSchemas(dir: string, names: readonly SchemaName[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  await Promise.all(names.map((name) => writeFile(join(dir, `${name}.json`), renderJson(jsonSchema(name)))));
}
