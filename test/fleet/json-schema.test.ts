import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonSchema, type SchemaName, schemaNames } from '../../src/fleet/json-schema.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleOrganization } from '../support/fleet.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
const accepts = Object.fromEntries(schemaNames.map((name) => [name, ajv.compile(jsonSchema(name))]));

describe('the JSON Schema of fleet files', () => {
  test.each<{ name: SchemaName; file: object; valid: boolean }>([
    { name: 'fleet', file: exampleOrganization(), valid: true },
    { name: 'fleet', file: exampleOrganization({ staf: {} }), valid: false },
    { name: 'cluster', file: exampleCluster({ budget: { monthlyUsd: 1, recipients: ['a@b.example'] } }), valid: true },
    { name: 'cluster', file: exampleGoogleCluster(), valid: true },
    { name: 'cluster', file: exampleCluster({ account: 210987654321 }), valid: false },
    { name: 'cluster', file: exampleGoogleCluster({ provider: 'aws' }), valid: false },
    { name: 'hub', file: exampleHub(), valid: true },
    { name: 'hub', file: exampleHub({ values: { a: [1, null, { b: true }] } }), valid: true },
    {
      name: 'hub',
      file: exampleHub({ authentication: { kind: 'sharedPassword', password: 'swordfish' } }),
      valid: false,
    },
    { name: 'hub', file: exampleHub({ stage: 'prod' }), valid: false },
    {
      name: 'waivers',
      file: [{ rule: 'a/b', match: '*', reason: 'agreed with them', owner: 'a', expires: '2027-01-31' }],
      valid: true,
    },
    { name: 'waivers', file: [{ rule: 'a/b', match: '*', reason: 'agreed with them', owner: 'a' }], valid: false },
  ])('of $name accepts what loads and nothing else: $valid', ({ name, file, valid }) => {
    expect(accepts[name]?.(JSON.parse(JSON.stringify(file)))).toBe(valid);
  });

  test.each(schemaNames)('of %s describes every key', (name) => {
    expect(undescribed(jsonSchema(name), name)).toEqual([]);
  });

  test.each(schemaNames)('of %s has an id of its own', (name) => {
    expect(jsonSchema(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:hubfleet:schema:${name}`,
    });
  });
});

/** Paths of keys without a description, at any depth. */
function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, additionalProperties, oneOf } = schema as Record<string, unknown>;
  const keys = Object.entries((properties ?? {}) as Record<string, { description?: string }>);
  return [
    ...keys.flatMap(([key, value]) => [
      ...(value.description ? [] : [`${path}.${key}`]),
      ...undescribed(value, `${path}.${key}`),
    ]),
    ...undescribed(items, `${path}[]`),
    ...undescribed(additionalProperties, `${path}.*`),
    ...((oneOf ?? []) as unknown[]).flatMap((each) => undescribed(each, path)),
  ];
}
