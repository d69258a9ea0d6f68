import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/fleet/json-schema.ts';
import { readVariables, skipsReference } from '../support/reference-fleet.ts';

const page = readFileSync(new URL('../../docs/reference/reference-service-variables.md', import.meta.url), 'utf8');

interface Row {
  readonly variable: string;
  readonly key: string;
  readonly remark: string;
}

/** Rows of the table below a heading. */
function rowsOf(heading: string): Row[] {
  const [section = ''] = page.split(`\n## ${heading}\n`).slice(1).join('').split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) => {
    const [, variable = '', key = '', remark = ''] = line.split('|').map((cell) => cell.trim());
    return { variable, key, remark };
  });
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema & { readonly const?: unknown }>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

function schemaOf(provider: string): Schema {
  const { oneOf = [] } = jsonSchema('cluster') as Schema;
  const found = oneOf.find(({ properties }) => properties?.provider?.const === provider);
  if (!found) throw new Error(`no schema of ${provider}`);
  return found;
}

function knows(schema: Schema, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true;
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  if (choices.some((choice) => knows(choice, [step, ...rest]))) return true;
  const next = step === '*' ? schema.additionalProperties : schema.properties?.[step];
  return typeof next === 'object' && knows(next, rest);
}

const tables = [
  { heading: 'Google Cloud', provider: 'google', cloud: 'gcp', variables: 29 },
  { heading: 'AWS', provider: 'aws', cloud: 'aws', variables: 27 },
];

describe('the variables of the reference service', () => {
  test.each(tables)('on $heading are all in the table, once each', ({ heading, variables }) => {
    const names = rowsOf(heading).map(({ variable }) => variable);
    expect(new Set(names).size).toBe(variables);
    expect(names).toHaveLength(variables);
  });

  test.each([...tables, { heading: 'eksctl', provider: 'aws' }])('of $heading lead to keys that exist', (table) => {
    const schema = schemaOf(table.provider);
    const rows = rowsOf(table.heading);
    const unknown = rows.flatMap(({ variable, key }) =>
      [...key.matchAll(/`([^`]+)`/g)]
        .map(([, path = '']) => path)
        .filter((path) => !knows(schema, path.split('.')))
        .map((path) => `${variable}: ${path}`),
    );
    expect(unknown).toEqual([]);
    const unexplained = rows.filter(({ key, remark }) => !key.includes('`') && key !== 'folder name' && remark === '');
    expect(unexplained).toEqual([]);
  });

  test.skipIf(skipsReference()).each(tables)('that clusters on $heading set are in the table', ({ heading, cloud }) => {
    const names = rowsOf(heading).map(({ variable }) => variable);
    expect(readVariables(cloud).filter((name) => !names.includes(name))).toEqual([]);
  });
});
