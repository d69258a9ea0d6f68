import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { clusterFile } from '../../src/fleet/clouds/registry.ts';
import { jsonSchema } from '../../src/fleet/json-schema.ts';
import { readBySchema } from '../../src/fleet/schema-problems.ts';
import { SourceFile } from '../../src/fleet/source-file.ts';
import { problemSentence } from '../../src/render/problems-text.ts';
import { exampleKubernetesCluster } from '../support/fleet.ts';
import { fullCluster, fullGoogleCluster } from '../support/full-clusters.ts';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

type Path = readonly (string | number)[];

/** A value on one side of a bound that the schema sets at a key. */
interface Case {
  readonly path: Path;
  readonly right?: unknown;
  readonly wrong: unknown;
}

/** The schema of the kind that a value says it is. */
function chosen(schema: Schema, value: unknown): Schema {
  const kinds = schema.oneOf ?? [];
  const named = value as Readonly<Record<string, unknown>> | null;
  return (
    kinds.find(({ properties = {} }) =>
      Object.entries(properties).some(([key, { const: fixed }]) => fixed !== undefined && named?.[key] === fixed),
    ) ?? schema
  );
}

/** Every bound at a key that the value has. */
function casesOf(given: Schema, value: unknown, path: Path = []): Case[] {
  const schema = chosen(given, value);
  const own = boundsOf(schema).map((bound) => ({ path, ...bound }));
  if (Array.isArray(value)) {
    return [...own, ...value.slice(0, 1).flatMap((item) => casesOf(schema.items ?? {}, item, [...path, 0]))];
  }
  if (typeof value !== 'object' || value === null) return own;
  const unknownKey: Case[] = schema.properties ? [{ path, wrong: { ...value, colour: 'red' } }] : [];
  const inner = Object.entries(value).flatMap(([key, each]) => {
    const of = schema.properties?.[key] ?? schema.additionalProperties;
    return typeof of === 'object' ? casesOf(of, each, [...path, key]) : [];
  });
  return [...own, ...unknownKey, ...inner];
}

function boundsOf(schema: Schema): { right?: unknown; wrong: unknown }[] {
  const { type, minimum, maximum, exclusiveMinimum, minItems } = schema;
  const step = type === 'integer' ? 1 : 0.001;
  const isBound = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < 2 ** 53 - 1;
  return [
    ...(isBound(minimum) ? [{ right: minimum, wrong: minimum - step }] : []),
    ...(isBound(maximum) ? [{ right: maximum, wrong: maximum + step }] : []),
    ...(isBound(exclusiveMinimum) ? [{ right: exclusiveMinimum + step, wrong: exclusiveMinimum }] : []),
    ...(minItems !== undefined && minItems > 0 ? [{ wrong: [] }] : []),
    ...(schema.enum ?? []).map((right) => ({ right, wrong: 'no such thing' })),
    ...(schema.pattern !== undefined ? [{ wrong: '§ §' }] : []),
    ...(schema.minLength !== undefined && schema.minLength > 0 ? [{ wrong: '' }] : []),
    ...(type === 'boolean'
      ? [
          { right: false, wrong: 'yes' },
          { right: true, wrong: 1 },
        ]
      : []),
  ];
}

function withValue(node: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(node) ? [...node] : { ...(node as object) };
  return Object.assign(copy, { [step]: withValue((node as Record<string | number, unknown>)[step], rest, value) });
}

/** What is wrong with a cluster file, one sentence for each problem. */
function problems(file: object): string[] {
  const result = readBySchema(new SourceFile('cluster.yaml', stringify(file)), clusterFile);
  return 'problems' in result ? result.problems.map(problemSentence) : [];
}

const printed = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

const { oneOf = [] } = jsonSchema('cluster') as Schema;

describe.each([
  ['aws', fullCluster()],
  ['google', fullGoogleCluster()],
  ['kubernetes', exampleKubernetesCluster()],
])('every key of a cluster file on %s', (provider, file) => {
  const schema = oneOf.find(({ properties }) => properties?.provider?.const === provider) ?? {};
  const cases = casesOf(schema, file);

  test('is in the file that the others begin with, which has no problem', () => {
    expect(problems(file)).toEqual([]);
    expect(cases.length).toBeGreaterThan(provider === 'kubernetes' ? 30 : 150);
  });

  test('takes what lies on the right side of its bounds', () => {
    const refused = cases
      .filter(({ right }) => right !== undefined)
      .flatMap(({ path, right }) =>
        problems(withValue(file, path, right) as object)
          .filter((sentence) => sentence.startsWith(`${printed(path)}: expected`))
          .map((sentence) => `${JSON.stringify(right)}: ${sentence}`),
      );
    expect(refused).toEqual([]);
  });

  test('refuses what lies on the wrong side, and names the key and what to write', () => {
    const taken = cases.flatMap(({ path, wrong }) => {
      const said = problems(withValue(file, path, wrong) as object);
      const named = said.filter((sentence) => sentence.startsWith(printed(path)));
      const isWorded = named.every((sentence) => /expected|unknown key|does not know|required/.test(sentence));
      return named.length > 0 && isWorded
        ? []
        : [`${printed(path)} with ${JSON.stringify(wrong)}: ${said.join(' | ')}`];
    });
    expect(taken).toEqual([]);
  });
});
