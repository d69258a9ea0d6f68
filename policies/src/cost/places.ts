import { isRecord } from '../value';
import type { Places } from './cost-context';

/** Reads the regions of a stack's providers from Terraform JSON or from a plan; variables cannot be seen. */
export function readPlaces(json: unknown): Places {
  const aws = regionOf(json, 'aws');
  const google = regionOf(json, 'google');
  return { ...(aws !== undefined && { aws }), ...(google !== undefined && { google }) };
}

function regionOf(json: unknown, provider: 'aws' | 'google'): string | undefined {
  const written = configured(json, provider, 'region') ?? zoneRegion(configured(json, provider, 'zone'));
  return written;
}

function zoneRegion(zone: string | undefined): string | undefined {
  return zone === undefined ? undefined : regionOfLocation(zone);
}

/** Region of a location of Google Cloud: `europe-west2-b` is in `europe-west2`. */
export function regionOfLocation(location: string): string {
  return location.toLowerCase().replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1');
}

function configured(json: unknown, provider: string, attribute: string): string | undefined {
  const planned = step(json, 'configuration', 'provider_config', provider, 'expressions', attribute);
  const constant = step(planned, 'constant_value');
  if (typeof constant === 'string' && !constant.includes('${')) return constant;
  const blocks = step(json, 'provider', provider);
  const [first] = Array.isArray(blocks) ? blocks : [blocks];
  const value = step(first, attribute);
  return typeof value === 'string' && !value.includes('${') ? value : undefined;
}

function step(node: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), node);
}
