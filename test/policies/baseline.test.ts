import {
  applyBaseline,
  type Baseline,
  baselineOf,
  check,
  type Finding,
  fail,
  type Rule,
  readBaseline,
  readSynthesized,
  UnreadableInput,
} from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const rule = (overrides: Partial<Rule> = {}): Rule => ({
  id: 'security/example',
  title: 'Nothing is wrong',
  why: 'It matters.',
  severity: 'high',
  category: 'security',
  stages: ['synth'],
  remedy: 'Mend it.',
  references: [],
  examples: { pass: { terraform: {} }, fail: { terraform: {} } },
  checks: { aws_vpc: () => fail('it is wrong', 'cidr_block') },
  ...overrides,
});
const rules = [rule()];

/** Findings about networks given as `address: construct path`. */
function findings(stack: string, places: Record<string, string>, catalogue = rules): readonly Finding[] {
  const bodies = Object.entries(places).map(([name, path]) => [name, { '//': { metadata: { path } } }]);
  const resources = readSynthesized({ resource: { aws_vpc: Object.fromEntries(bodies) } }, { stack });
  return check(resources, { stage: 'synth', today: '2026-11-22', rules: catalogue }).findings;
}

const addresses = (found: readonly { stack: string; address: string }[]) =>
  found.map(({ stack, address }) => `${stack} ${address}`);

function hold(now: readonly Finding[], baseline: Baseline, stacks: string[], catalogue = rules) {
  const outcome = applyBaseline(now, baseline, { rules: catalogue, stacks: new Set(stacks) });
  return {
    fresh: addresses(outcome.findings),
    baselined: addresses(outcome.baselined),
    mended: addresses(outcome.mended),
  };
}

describe('a baseline', () => {
  const old = baselineOf(findings('s', { a: 's/A', b: 's/B' }), rules);

  test('sets aside what it holds, leaves what is new and tells what is mended', () => {
    expect(hold(findings('s', { b: 's/B', c: 's/C' }), old, ['s'])).toEqual({
      fresh: ['s aws_vpc.c'],
      baselined: ['s aws_vpc.b'],
      mended: ['s aws_vpc.a'],
    });
  });

  test.each([
    { when: 'the file, and with it the stack, has another name', now: findings('t', { a: 't/A', b: 't/B' }), in: 't' },
    { when: 'constructs keep their path under other addresses', now: findings('s', { x: 's/A', y: 's/B' }), in: 's' },
    { when: 'nothing changed', now: findings('s', { a: 's/A', b: 's/B' }), in: 's' },
  ])('still covers everything when $when', ({ now, in: stack }) => {
    const { fresh, baselined, mended } = hold(now, old, [stack]);
    expect([fresh, baselined.length, mended]).toEqual([[], 2, []]);
  });

  test('covers each finding once: the same fault in a further stack is new', () => {
    const now = [...findings('s', { a: 's/A', b: 's/B' }), ...findings('t', { a: 't/A' })];
    expect(hold(now, old, ['s', 't']).fresh).toEqual(['t aws_vpc.a']);
  });

  test('does not cover the same fault in another stack when it was mended here', () => {
    expect(hold(findings('t', { a: 't/A' }), old, ['s', 't']).fresh).toEqual(['t aws_vpc.a']);
  });

  test('calls nothing mended in a stack that was not looked at, or of a rule that did not run', () => {
    expect(hold([], old, ['t']).mended).toEqual([]);
    expect(hold([], old, ['s'], [rule({ id: 'security/other' })]).mended).toEqual([]);
  });

  test.each([
    { what: 'a rule that cannot be waived', catalogue: [rule({ waivable: false })] },
    { what: 'a rule about a single change', catalogue: [rule({ judgesRemoved: true })] },
  ])('never holds findings of $what', ({ catalogue }) => {
    const found = findings('s', { a: 's/A' }, catalogue);
    expect(baselineOf(found, catalogue).findings).toEqual([]);
    const forged: Baseline = { version: 1, findings: [...found] };
    expect(hold(found, forged, ['s'], catalogue).fresh).toEqual(['s aws_vpc.a']);
  });

  test('says of each finding where it is, and nothing that changes from day to day', () => {
    expect(old.findings[0]).toEqual({
      rule: 'security/example',
      stack: 's',
      address: 'aws_vpc.a',
      path: 's/A',
      attribute: 'cidr_block',
      fingerprint: '01ec483993051b9b',
    });
  });

  test('is read as it was written', () => {
    expect(readBaseline(JSON.parse(JSON.stringify(old)), 'b.json')).toEqual(old);
  });

  test.each([
    { json: [], says: 'b.json: is no baseline; write it with hubfleet check --write-baseline' },
    {
      json: { version: 2, findings: [] },
      says: 'b.json: is a baseline of version 2, not 1; write it with hubfleet check --write-baseline',
    },
    {
      json: { version: 1, findings: [{ rule: 'a' }] },
      says: 'b.json: findings[0] lacks rule, stack, address or fingerprint; write it with hubfleet check --write-baseline',
    },
  ])('that is broken is refused: $says', ({ json, says }) => {
    expect(() => readBaseline(json, 'b.json')).toThrow(UnreadableInput);
    expect(() => readBaseline(json, 'b.json')).toThrow(says);
  });
});
