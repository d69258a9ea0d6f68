import { check, type Example, type Json, type Resource, RULE_SETS, rules, type Stage } from '@hubfleet/policies';
import { expect, test } from 'vitest';
import { readExample } from './support/example-plan.ts';

const BATCH = 50;
const JUNK: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  '',
  '*',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '${var.x}',
  '${aws_vpc.gone.id}-x',
  '{"a":[',
  '{"hub":{"config":[]},"singleuser":{"profileList":{"a":null}}}',
  'hub: {config: {JupyterHub: null}}',
  [],
  [null],
  [[]],
  {},
  { __proto__x: { constructor: 1 } },
  [{ a: null }, 'b'],
];

/** Numbers from 0 to 1 that are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A copy in which some values are missing, doubled, wrapped or replaced; documents inside texts are changed as well. */
function mutate(node: Json, random: () => number): Json {
  const dice = random();
  if (dice < 0.04) return JUNK[Math.floor(random() * JUNK.length)] as Json;
  if (dice < 0.06) return [node, node];
  if (typeof node === 'string' && node.startsWith('{"')) return JSON.stringify(mutate(JSON.parse(node), random));
  if (Array.isArray(node)) return node.map((element) => mutate(element, random));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(() => random() > 0.03);
  return Object.fromEntries(kept.map(([key, value]) => [key, mutate(value, random)]));
}

function isRecord(node: Json): node is { [key: string]: Json } {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function asBody(node: Json): Json {
  return isRecord(node) ? node : {};
}

/** The sections, types and names stay, so that what is below them reaches the rules. */
function mutateBodies(terraform: Example['terraform'], random: () => number): Example['terraform'] {
  const bodies = (section: Json, depth: number): Json =>
    depth === 0 || !isRecord(section)
      ? asBody(mutate(section, random))
      : Object.fromEntries(Object.entries(section).map(([key, value]) => [key, bodies(value, depth - 1)]));
  return Object.fromEntries(
    Object.entries(terraform).map(([key, section]) => [key, bodies(section, key === 'variable' ? 1 : 2)]),
  );
}

function brokenRules(stage: Stage, count: number): string[] {
  const examples = rules.flatMap(({ examples: { pass, fail } }) => [pass, fail]);
  const random = randomFrom(stage === 'synth' ? 1 : 2);
  const broken = new Set<string>();
  let batch: Resource[] = [];
  for (let index = 0; index < count; index++) {
    const example = examples[index % examples.length] as Example;
    const mutated = { ...example, terraform: mutateBodies(example.terraform, random) };
    batch.push(...readExample(mutated, stage));
    if (batch.length < BATCH && index < count - 1) continue;
    const settings = { sets: RULE_SETS };
    for (const { rule, verdict, message } of check(batch, { stage, today: '2026-11-22', settings }).findings) {
      if (verdict === 'error') broken.add(`${rule}: ${message}`);
    }
    batch = [];
  }
  return [...broken].sort();
}

test.each(['synth', 'plan'] as const)(
  'no rule breaks on 3,000 mutated examples at %s',
  { timeout: 60_000 },
  (stage) => {
    expect(brokenRules(stage, 3000)).toEqual([]);
  },
);
