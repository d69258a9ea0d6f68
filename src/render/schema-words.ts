/** The parts of a JSON Schema that fleet files use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** A schema that may also be null, without the null. */
export function withoutNull(schema: Schema): Schema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [only] = others;
  return only && others.length === 1 ? { ...only, description: schema.description ?? only.description } : schema;
}

/** What a schema wants, in words. */
export function schemaWords(schema: Schema): string {
  const { type, oneOf, items, additionalProperties } = withoutNull(schema);
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (oneOf) return `map by \`${discriminator(oneOf)}\``;
  if (type === 'array') return `list of ${plural(items ?? {})}`;
  if (type === 'object') {
    return typeof additionalProperties === 'object' ? `${plural(additionalProperties)} by name` : 'map';
  }
  if (type === 'integer' || type === 'number') return numberWords(schema);
  if (type === 'boolean') return '`true`, `false`';
  return type === 'string' ? 'text' : 'anything';
}

/** The key whose value tells the variants of a union apart. */
export function discriminator(variants: readonly Schema[]): string {
  const keys = Object.entries(variants[0]?.properties ?? {});
  return keys.find(([, { const: value }]) => value !== undefined)?.[0] ?? '';
}

function plural(schema: Schema): string {
  const words = schemaWords(schema);
  if (words === 'text') return 'texts';
  return words.startsWith('map') ? words.replace('map', 'maps') : words;
}

function numberWords({ type, minimum, maximum, exclusiveMinimum }: Schema): string {
  const kind = type === 'integer' ? 'whole number' : 'number';
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const least = exclusiveMinimum === undefined ? minimum : undefined;
  if (exclusiveMinimum !== undefined)
    return `${kind} above ${exclusiveMinimum}${most === undefined ? '' : `, to ${most}`}`;
  if (least !== undefined && most !== undefined) return `${kind}, ${least} to ${most}`;
  return least === undefined ? kind : `${kind} from ${least}`;
}
