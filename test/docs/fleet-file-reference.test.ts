import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/fleet/json-schema.ts';
import { fleetFilePages } from '../../src/render/fleet-file-reference.ts';
import { type Schema, schemaWords } from '../../src/render/schema-words.ts';

const folder = fileURLToPath(new URL('../../docs/reference/fleet-files', import.meta.url));
const pages = fleetFilePages();
const pageOf = (name: string) => pages.find((page) => page.name === name)?.text.split('\n') ?? [];

describe('the reference of fleet files', () => {
  test.each(pages)('has a current page of $name; if not, run `npm run build && npm run docs`', ({ name, text }) => {
    expect(readFileSync(`${folder}/${name}.md`, 'utf8')).toBe(text);
  });

  test('has a page for each kind of file, and none besides', () => {
    expect(readdirSync(folder).sort()).toEqual(pages.map(({ name }) => `${name}.md`).sort());
  });

  test.each(pages)('names each key of $name as often as its schema', ({ name, text }) => {
    for (const [key, count] of keysOf(jsonSchema(name))) {
      const found = text.match(new RegExp(`^\\| \`(?:[^\`|]*[.\\])])?${key}\``, 'gm')) ?? [];
      expect({ key, count: found.length }).toEqual({ key, count });
    }
  });

  test.each([
    ['fleet', '| `organization.name` | text | required | name of the organization that runs the fleet |'],
    [
      'hub',
      '| `stage` | `staging`, `canary`, `production` | `production` | when a change reaches the hub: staging first, then canary, then production |',
    ],
    [
      'hub',
      '| `authentication(google).hostedDomains` | list of texts |  | Workspace domains whose accounts may log in |',
    ],
    [
      'hub',
      '| `scratchBucket.deleteAfterDays` | whole number, 1 to 365 | `7` | days after which an object is deleted |',
    ],
    [
      'hub',
      '| `profiles[].sizes[].memory.limitGiB` | number above 0, to 24576 | required | memory at which the server is stopped, in GiB; at least the guarantee |',
    ],
    ['cluster', '## With `provider: google`'],
  ])('says of %s: %s', (name, line) => {
    expect(pageOf(name)).toContain(line);
  });
});

test.each<[Schema, string]>([
  [{ type: 'integer' }, 'whole number'],
  [{ type: 'integer', minimum: 1 }, 'whole number from 1'],
  [{ type: 'number', exclusiveMinimum: 0 }, 'number above 0'],
  [{ const: 'disk' }, '`disk`'],
  [{ type: 'array', items: { type: 'object', properties: {} } }, 'list of maps'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'texts by name'],
  [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, '`true`, `false`'],
  [{}, 'anything'],
])('%j is called %s', (schema, words) => {
  expect(schemaWords(schema)).toBe(words);
});

/** How often each key is in a schema, at any depth. */
function keysOf(schema: unknown, found = new Map<string, number>()): Map<string, number> {
  if (typeof schema !== 'object' || schema === null) return found;
  const { properties, items, additionalProperties, oneOf, anyOf } = schema as Record<string, unknown>;
  for (const [key, value] of Object.entries((properties ?? {}) as object)) {
    found.set(key, (found.get(key) ?? 0) + 1);
    keysOf(value, found);
  }
  for (const part of [items, additionalProperties]) keysOf(part, found);
  for (const each of [oneOf, anyOf]) for (const part of (each ?? []) as unknown[]) keysOf(part, found);
  return found;
}

test('every key of a hub is told of in a how-to', () => {
  const guides = new URL('../../docs/how-to/', import.meta.url);
  const text = readdirSync(guides)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(new URL(name, guides), 'utf8'))
    .join('\n');
  const keys = Object.keys((jsonSchema('hub') as Schema).properties ?? {});
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
});
