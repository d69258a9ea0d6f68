import { jsonSchema, type SchemaName } from '../fleet/json-schema.ts';
import { discriminator, type Schema, schemaWords, withoutNull } from './schema-words.ts';

interface Page {
  readonly file: string;
  readonly intro: string;
}

/** Kinds of fleet files with what is said before their keys. */
const PAGES: Readonly<Record<SchemaName, Page>> = {
  fleet: { file: 'fleet.yaml', intro: 'What holds for the whole fleet.' },
  cluster: {
    file: '<cluster>/cluster.yaml',
    intro: 'A Kubernetes cluster with its network, pools, storage and the services that its hubs share.',
  },
  hub: {
    file: '<cluster>/hubs/<hub>.yaml',
    intro: 'One JupyterHub. [How to describe a hub](../../how-to/describe-a-hub.md) shows them at work.',
  },
  waivers: {
    file: '<cluster>/waivers.yaml',
    intro: 'Findings that are accepted until a day, as a list. See [waive a finding](../../how-to/waive-a-finding.md).',
  },
};

/** The reference page of each kind of fleet file, by its name. */
export function fleetFilePages(): { name: SchemaName; text: string }[] {
  return (Object.keys(PAGES) as SchemaName[]).map((name) => ({ name, text: renderPage(name, PAGES[name]) }));
}

function renderPage(name: SchemaName, { file, intro }: Page): string {
  const schema = jsonSchema(name) as Schema;
  const variants = schema.oneOf ?? [schema.items ?? schema];
  const key = schema.oneOf ? discriminator(schema.oneOf) : undefined;
  return [
    `# ${file}`,
    '',
    intro,
    '',
    'This page is made from the schema by `npm run docs`. A key without a default that is not required may be left out.',
    'Below a list, keys of an entry are written `list[].key`; below a map by name, `map.<name>.key`; where a key like `kind`',
    'chooses among several sets of keys, `map(choice).key`.',
    '',
    ...variants.flatMap((variant) => {
      const heading = key === undefined ? [] : [`## With \`${key}: ${variant.properties?.[key]?.const}\``, ''];
      return [...heading, ...sections(variant, key === undefined ? '##' : '###')];
    }),
  ].join('\n');
}

interface Row {
  readonly path: string;
  readonly words: string;
  readonly otherwise: string;
  readonly description: string;
}

/** Keys of one line first, then each key with keys of its own under a heading. */
function sections({ properties = {}, required = [] }: Schema, level: string): string[] {
  const rowsOf = Object.entries(properties).map(([key, schema]) => ({
    key,
    rows: rows(key, schema, required.includes(key)),
  }));
  const simple = rowsOf.filter(({ rows: { length } }) => length === 1).flatMap((each) => each.rows);
  const deep = rowsOf.filter(({ rows: { length } }) => length > 1);
  return [...table(simple), ...deep.flatMap((each) => [`${level} ${each.key}`, '', ...table(each.rows)])];
}

function rows(path: string, schema: Schema, required: boolean): Row[] {
  const description = schema.description ?? '';
  const otherwise = required ? 'required' : defaultWords(schema.default);
  return [{ path, words: schemaWords(schema), otherwise, description }, ...inner(path, withoutNull(schema))];
}

function inner(path: string, { properties, required = [], items, additionalProperties, oneOf }: Schema): Row[] {
  if (oneOf) return oneOf.flatMap((variant) => variantRows(path, variant, discriminator(oneOf)));
  if (items) return inner(`${path}[]`, items);
  if (typeof additionalProperties === 'object') return inner(`${path}.<name>`, additionalProperties);
  return Object.entries(properties ?? {}).flatMap(([key, schema]) =>
    rows(`${path}.${key}`, schema, required.includes(key)),
  );
}

/** Keys of one variant; which one is in the path, because variants share names. */
function variantRows(path: string, { properties = {}, required = [] }: Schema, key: string): Row[] {
  const { [key]: kind, ...others } = properties;
  const first: Row = {
    path: `${path}.${key}`,
    words: schemaWords(kind ?? {}),
    otherwise: 'required',
    description: kind?.description ?? '',
  };
  const below = Object.entries(others).flatMap(([name, schema]) =>
    rows(`${path}(${kind?.const}).${name}`, schema, required.includes(name)),
  );
  return [first, ...below];
}

function defaultWords(value: unknown): string {
  if (value === undefined) return '';
  const text = JSON.stringify(value);
  return text === '{}' || text === '[]' ? '' : `\`${typeof value === 'string' ? value : text}\``;
}

function table(entries: readonly Row[]): string[] {
  if (entries.length === 0) return [];
  return [
    '| key | value | default | what it is |',
    '| - | - | - | - |',
    ...entries.map(
      ({ path, words, otherwise, description }) =>
        `| \`${path}\` | ${cell(words)} | ${cell(otherwise)} | ${cell(description)} |`,
    ),
    '',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
