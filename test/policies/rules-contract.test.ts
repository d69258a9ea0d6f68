import {
  check,
  type Example,
  type Json,
  RULE_SETS,
  type Rule,
  readPlan,
  readSynthesized,
  rules,
  type Stage,
} from '@hubfleet/policies';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExample } from './support/example-plan.ts';

const today = '2026-11-22';
const everything = { sets: RULE_SETS };

function verdicts(rule: Rule, example: Example, stage: Stage) {
  const { findings } = check(readExample(example, stage), { stage, today, rules: [rule], settings: everything });
  return findings.map(({ rule: id, verdict, message }) => ({ id, verdict, message }));
}

const atEveryStage = rules.flatMap((rule) => rule.stages.map((stage) => ({ id: rule.id, rule, stage })));

describe.each(atEveryStage)('$id at $stage', ({ rule, stage }) => {
  test('passes its passing example', () => {
    expect(verdicts(rule, rule.examples.pass, stage)).toEqual([]);
  });

  test('fails its failing example', () => {
    expect(verdicts(rule, rule.examples.fail, stage)).toContainEqual({
      id: rule.id,
      verdict: 'fail',
      message: expect.any(String),
    });
  });
});

/** Rules that forbid a type altogether pass without a resource to look at. */
function looksAtItsExample({ checks, examples }: Rule): boolean {
  return Object.keys(examples.pass.terraform.resource ?? {}).some((type) => type in checks);
}

// What a plan does is never unknown, and prevent_destroy must be a literal.
const blinded = atEveryStage.filter(({ rule }) => rule.category !== 'data-loss' && looksAtItsExample(rule));
describe.each(blinded)('$id at $stage', ({ rule, stage }) => {
  test('never passes when it can see nothing of its example', () => {
    const found = verdicts(rule, { terraform: hide(rule.examples.pass.terraform) }, stage);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ verdict }) => verdict)).not.toContain('error');
  });
});

describe('every rule', () => {
  test('has an id of its own below its category', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const { id, category } of rules) expect(id).toMatch(new RegExp(`^${category}/[a-z0-9]+(-[a-z0-9]+)*$`));
  });

  test('says what, why and how to mend it in whole sentences', () => {
    for (const { title, why, remedy } of rules) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/s);
      expect(remedy).toMatch(/^[A-Z].*\.$/s);
    }
  });

  test('names a benchmark together with its version', () => {
    const sources = rules.flatMap((rule) => rule.references.map(({ source }) => source));
    for (const source of sources.filter((each) => each.startsWith('CIS'))) expect(source).toMatch(/\d+\.\d+\.\d+$/);
  });
});

/** Replaces every leaf by a variable, keeping blocks and lists; a list stays a list of one. */
function hide(terraform: Example['terraform']): Example['terraform'] {
  const leaf = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(leaf);
    if (typeof node !== 'object' || node === null) return '${var.hidden}';
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, leaf(inner)]));
  };
  return { variable: { hidden: {} }, resource: leaf(terraform.resource ?? {}) };
}

const types = [...new Set(rules.flatMap((rule) => Object.keys(rule.checks)))];
const attributes = [
  ...'vpc_config endpoint_public_access public_access_cidrs values set name value chart version labels autoscaling ingress allow'.split(
    ' ',
  ),
  ...'assume_role_policy statement condition notification scaling_config node_config metadata_options cidr_blocks lifecycle'.split(
    ' ',
  ),
];
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '${var.x}',
    '${aws_vpc.main.id}',
    '${',
    '%{ if }',
    '{"a":',
    '{"Statement":[{"Condition":1}]}',
    'hub: [1',
    '0.0.0.0/0',
    '__proto__',
  ),
);
const { node } = fc.letrec<{ node: Json; block: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    texts,
    fc.array(tie('node'), { maxLength: 3 }),
    tie('block'),
  ),
  block: fc.dictionary(fc.oneof(fc.constantFrom(...attributes), fc.string()), tie('node'), { maxKeys: 6 }),
}));
const asParsed = (value: Json): Json => JSON.parse(JSON.stringify(value));
const body = fc.dictionary(fc.constantFrom(...attributes), node, { maxKeys: 8 });

describe('malformed input', { timeout: 60_000 }, () => {
  test('breaks no rule on synthesized JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), body.map(asParsed), (type, attributesOf) => {
        const section = type.startsWith('data.')
          ? { data: { [type.slice(5)]: { x: attributesOf } } }
          : { resource: { [type]: { x: attributesOf } } };
        const { findings } = check(readSynthesized(section, { stack: 's' }), {
          stage: 'synth',
          today,
          settings: everything,
        });
        expect(findings.filter(({ verdict }) => verdict === 'error')).toEqual([]);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test('breaks no rule on plans', () => {
    const mutations = fc.record({ after: node, unknowns: node, sensitive: node, expressions: node, actions: node });
    fc.assert(
      fc.property(fc.constantFrom(...types), mutations.map(asParsed), (type, mutated) => {
        const { findings } = check(readPlan(mutatedPlan(type, mutated as Record<string, Json>), { stack: 's' }), {
          stage: 'plan',
          today,
          settings: everything,
        });
        expect(findings.filter(({ verdict }) => verdict === 'error')).toEqual([]);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

function mutatedPlan(type: string, { after, unknowns, sensitive, expressions, actions }: Record<string, Json>) {
  const change = {
    actions,
    after,
    after_unknown: unknowns,
    after_sensitive: sensitive,
    before: after,
    replace_paths: actions,
  };
  return {
    format_version: '1.2',
    resource_changes: [{ address: `${type}.x`, mode: 'managed', type, name: 'x', change }],
    configuration: {
      root_module: { resources: [{ address: `${type}.x`, type, name: 'x', expressions }], module_calls: after },
    },
    prior_state: unknowns,
  };
}
