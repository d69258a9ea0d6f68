import { readFile } from 'node:fs/promises';
import { check, type Json, RULE_SETS, readSynthesized, rules } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const FORMATS: Readonly<Record<string, RegExp>> = {
  checkov: /^CKV2?_[A-Z0-9]+_\d+$/,
  trivy: /^[A-Z]+-\d{4,5}$/,
  'CIS GKE 1.9.0': /^\d+\.\d+(\.\d+)?$/,
  'CIS EKS 1.8.0': /^\d+\.\d+(\.\d+)?$/,
};

describe('the catalogue', () => {
  test('keeps the ids that waivers and settings name; add new ones to rule-ids.txt, rename none', async () => {
    const frozen = await readFile(new URL('rule-ids.txt', import.meta.url), 'utf8');
    expect(rules.map(({ id }) => id).sort()).toEqual(frozen.trim().split('\n'));
  });

  test('puts every rule into a set that settings know', () => {
    const strange = rules.filter(({ sets = ['baseline'] }) => {
      return sets.length === 0 || sets.some((set) => !RULE_SETS.includes(set));
    });
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  test('writes the numbers of others as they do', () => {
    const strange = rules.flatMap(({ id, references }) =>
      references
        .filter(({ source, id: number }) => FORMATS[source] && !FORMATS[source].test(number))
        .map(({ source, id: number }) => `${id}: ${source} ${number}`),
    );
    expect(strange).toEqual([]);
  });

  test('names no number twice in one rule', () => {
    for (const { id, references } of rules) {
      const all = references.map(({ source, id: number }) => `${source} ${number}`);
      expect({ id, all }).toEqual({ id, all: [...new Set(all)] });
    }
  });
});

/** As many copies of a resource as asked for, each with companions that name it. */
function crowd(size: number): Json {
  const resource: Record<string, Record<string, Json>> = {};
  const put = (type: string, name: string, body: Json) => {
    resource[type] = { ...resource[type], [name]: body };
  };
  for (let index = 0; index < size; index++) {
    const name = `n${index}`;
    put('aws_s3_bucket', name, { bucket: `bucket-${index}` });
    put('aws_s3_bucket_public_access_block', name, { bucket: `\${aws_s3_bucket.${name}.id}` });
    put('aws_s3_bucket_policy', name, { bucket: `bucket-${index}`, policy: '{"Statement":[]}' });
    put('aws_vpc', name, {});
    put('aws_subnet', name, { vpc_id: `\${aws_vpc.${name}.id}` });
    put('aws_nat_gateway', name, { subnet_id: `\${aws_subnet.${name}.id}` });
  }
  return { resource };
}

/** How often the rules look at a value in a crowd. */
function looks(size: number): number {
  let count = 0;
  const resources = readSynthesized(crowd(size), { stack: 's' }).map((resource) => ({
    ...resource,
    get: (path: string) => {
      count++;
      return resource.get(path);
    },
  }));
  check(resources, { stage: 'synth', today: '2026-11-22', settings: { sets: RULE_SETS } });
  return count;
}

test('looks ten times as often where ten times as many resources name each other', () => {
  expect(looks(100) / looks(10)).toBeLessThan(11);
});
