import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const assembly = fileURLToPath(new URL('../../constructs/.jsii', import.meta.url));
const readme = readFileSync(new URL('../../constructs/README.md', import.meta.url), 'utf8');

interface Documented {
  readonly name?: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly optional?: boolean;
  /** The type whose member this is and that documents it. */
  readonly overrides?: string;
}

interface Type extends Documented {
  readonly properties?: readonly Documented[];
  readonly methods?: readonly (Documented & { readonly parameters?: readonly Documented[] })[];
  readonly members?: readonly Documented[];
}

/** What every public name of a library has to say of itself and does not. */
function silences(types: Readonly<Record<string, Type>>): string[] {
  return Object.entries(types).flatMap(([type, { properties = [], methods = [], members = [], ...own }]) => {
    const named = [...properties, ...methods, ...members].filter(({ overrides }) => overrides === undefined);
    const optional = methods.flatMap(({ name, parameters = [] }) =>
      parameters.filter((each) => each.optional).map((each) => ({ ...each, name: `${name}(${each.name})` })),
    );
    return [
      ...[{ ...own, name: 'itself' }, ...named, ...optional]
        .filter(({ docs }) => !docs?.summary)
        .map(({ name }) => `${type} ${name}: has no doc comment`),
      ...properties
        .filter((property) => property.overrides === undefined && property.optional && !property.docs?.default)
        .map(({ name }) => `${type} ${name}: is optional and has no @default`),
    ];
  });
}

// The assembly is what the build leaves for users of all languages.
describe.runIf(process.env.CI === 'true' || existsSync(assembly))('the built library', () => {
  test('documents every public name, and the default of all that may be left out', () => {
    const { types } = JSON.parse(readFileSync(assembly, 'utf8'));
    expect(Object.keys(types).length).toBeGreaterThan(100);
    expect(silences(types)).toEqual([]);
  });
});

test('a name without a doc comment is found, and an option without a default', () => {
  const docs = { summary: 'Said.' };
  const properties = [{ name: 'size', optional: true, docs }, { name: 'zone' }, { name: 'kept', overrides: 'IFoo' }];
  const methods = [{ name: 'add', docs, parameters: [{ name: 'options', optional: true }] }];
  expect(silences({ Foo: { docs, properties, methods } })).toEqual([
    'Foo zone: has no doc comment',
    'Foo add(options): has no doc comment',
    'Foo size: is optional and has no @default',
  ]);
});

test.each(['A cluster on EKS', 'A cluster on GKE'])('the README example "%s" has fewer than 25 lines', (title) => {
  const [, code = ''] = new RegExp(`^## ${title}\\n[\\s\\S]*?\`\`\`ts\\n([\\s\\S]*?)\`\`\``, 'm').exec(readme) ?? [];
  const lines = code.trimEnd().split('\n').length;
  expect(lines).toBeGreaterThan(10);
  expect(lines).toBeLessThan(25);
});
