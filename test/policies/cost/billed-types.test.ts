import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { costings } from '../../../policies/src/cost/costings.ts';
import { isFree, isKnownFree, isKnownUnpriced } from '../../../policies/src/cost/free-types.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const IMPORT = /@cdktf\/provider-(aws|google|helm|kubernetes)\/lib\/([a-z0-9-]+)/g;

/** Types of Terraform that the sources of a folder can create: they import each by its own module. */
function createdTypes(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  const modules = texts.flatMap((text) => [...text.matchAll(IMPORT)].map(([, cloud, name = '']) => ({ cloud, name })));
  const created = modules.filter(({ name }) => name !== 'provider' && !name.startsWith('data-'));
  return [...new Set(created.map(({ cloud, name }) => `${cloud}_${name.replaceAll('-', '_')}`))].sort();
}

describe('every type that our sources create', () => {
  const types = [...createdTypes('constructs/src'), ...createdTypes('src')];

  test('is found', () => {
    expect(types.length).toBeGreaterThan(80);
    expect(types).toContain('aws_nat_gateway');
    expect(types).toContain('google_sql_database_instance');
    expect(types).toContain('aws_iam_openid_connect_provider');
  });

  test.each(types)('%s has a price, is free, or is unpriced for a reason: one of the three', (type) => {
    const lists = [Object.hasOwn(costings, type), isKnownFree(type), isKnownUnpriced(type)];
    expect(lists.filter(Boolean)).toHaveLength(1);
  });
});

describe('a type of other people', () => {
  test.each([
    ['aws_iam_user', true],
    ['aws_vpc_dhcp_options', true],
    ['aws_route53_health_check', false],
    ['aws_fsx_lustre_file_system', false],
    ['google_compute_router_peer', true],
    ['google_compute_instance', false],
    ['google_project_service', true],
    ['random_id', true],
  ])('%s is free: %s', (type, free) => {
    expect(isFree(type)).toBe(free);
  });
});
