import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/fleet/problem.ts';
import { renderProblemsText } from '../../src/render/problems-text.ts';
import { loadFiles } from '../support/fleet.ts';

const problem = (overrides: Partial<Problem> = {}): Problem => ({
  file: 'a.yaml',
  line: 2,
  column: 4,
  endLine: 2,
  endColumn: 7,
  path: 'b.c',
  message: 'expected a number, got "ten"',
  ...overrides,
});

describe('problems as text', () => {
  test('show the sentence, the lines around the place, and a count', async () => {
    const result = await loadFiles({
      'atlas/cluster.yaml': [
        'provider: aws',
        'pools:',
        '  small:',
        '    purpose: user',
        '    maxNode: 20',
        '    machineType: r5.xlarge',
        'zones: [us-west-2a]',
        '',
      ].join('\n'),
      'atlas/hubs/research.yaml': 'displayName: Atlas\nbad: [\n',
    });
    if ('fleet' in result) throw new Error('expected problems');
    const chosen = result.problems.filter(({ path }) => ['pools.small.maxNode', 'zones', ''].includes(path));
    expect(
      renderProblemsText(chosen, result.sources),
    ).toBe(`atlas/cluster.yaml:5:5: pools.small.maxNode: unknown key maxNode; did you mean maxNodes
  3 |   small:
  4 |     purpose: user
> 5 |     maxNode: 20
    |     ^^^^^^^
  6 |     machineType: r5.xlarge

atlas/cluster.yaml:7:8: zones: expected at least 2 items, got 1
  5 |     maxNode: 20
  6 |     machineType: r5.xlarge
> 7 | zones: [us-west-2a]
    |        ^^^^^^^^^^^^
  8 |

atlas/hubs/research.yaml:3:1: is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  1 | displayName: Atlas
  2 | bad: [
> 3 |
    | ^

3 problems in 2 files
`);
  });

  test('leave the frame out when there is no text to show', () => {
    expect(renderProblemsText([problem()], new Map())).toBe(
      'a.yaml:2:4: b.c: expected a number, got "ten"\n\n1 problem in 1 file\n',
    );
  });

  test.each([
    { length: 300, lines: 7 },
    { length: 301, lines: 3 },
  ])('with a neighbouring line of $length characters has $lines lines', ({ length, lines }) => {
    const sources = new Map([['a.yaml', `${'x'.repeat(length)}\nb: ten\nc: d`]]);
    expect(renderProblemsText([problem()], sources).trim().split('\n')).toHaveLength(lines);
  });

  test('cover places that must not be printed, over several lines', () => {
    const sources = new Map([['a.yaml', 'a: 1\nb: first\n  second\nc: 2\n']]);
    const sensitive = problem({ endLine: 3, endColumn: 9, sensitive: true, message: 'value looks like a secret' });
    expect(renderProblemsText([sensitive], sources)).toBe(`a.yaml:2:4: b.c: value looks like a secret
  1 | a: 1
> 2 | b: *****
    |    ^^^^^
> 3 |   ******
    | ^^^^^^^^
  4 | c: 2

1 problem in 1 file
`);
  });
});
