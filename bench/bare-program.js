import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Attributes whose keys are the user's own words. */
const MAPS = new Set(['tags', 'labels', 'default_labels', 'resource_labels', 'annotations', 'metadata', 'tags_all']);
const PROVIDERS = ['aws', 'google', 'helm', 'kubernetes'];
/** What every resource has beside its own attributes. */
const META = new Set(['//', 'provider', 'depends_on', 'lifecycle']);
const NONE = new Set();

const camel = (text) => text.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const pascal = (text) => camel(`_${text}`);
const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The configuration of a provider class from its Terraform JSON. */
export function toConfig(value, meta = META) {
  if (Array.isArray(value)) return value.map((part) => toConfig(part, NONE));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !meta.has(key));
  return Object.fromEntries(entries.map(([key, part]) => [camel(key), MAPS.has(key) ? part : toConfig(part, NONE)]));
}

/** Class of a resource or data source, by a deep import as a careful user writes it. */
export function classOf(type, isData) {
  const provider = PROVIDERS.find((name) => type.startsWith(`${name}_`));
  const rest = type.slice(provider.length + 1);
  const file = isData ? `data-${provider}-${rest}` : rest;
  const module = require(`@cdktf/provider-${provider}/lib/${file.replaceAll('_', '-')}`);
  const found = Object.values(module).find(({ tfResourceType }) => tfResourceType === type);
  if (found === undefined) throw new Error(`${type}: ${file} has no class for it`);
  return found;
}

/** Class of a provider. */
export function providerClass(type) {
  return require(`@cdktf/provider-${type}/lib/provider`)[`${pascal(type)}Provider`];
}
