import { expect, test } from 'vitest';
import type { Problem } from '../../src/fleet/problem.ts';
import { renderProblems } from '../../src/render/problems.ts';

const problems: Problem[] = [
  {
    file: 'clusters/a,b/cluster.yaml',
    line: 2,
    column: 4,
    endLine: 2,
    endColumn: 7,
    path: 'b.c',
    message: 'expected 100%, got 5',
    remedy: 'raise it',
    sensitive: true,
  },
  { file: 'fleet.yaml', line: 1, column: 1, path: '', message: 'file is empty' },
];

test('problems as JSON are the problems in order, with their places', () => {
  expect(JSON.parse(renderProblems(problems, new Map(), 'json'))).toEqual({
    problems: [
      {
        file: 'clusters/a,b/cluster.yaml',
        line: 2,
        column: 4,
        endLine: 2,
        endColumn: 7,
        path: 'b.c',
        message: 'expected 100%, got 5',
        remedy: 'raise it',
      },
      { file: 'fleet.yaml', line: 1, column: 1, path: '', message: 'file is empty' },
    ],
  });
});

test('problems for GitHub are workflow commands with escaped text', () => {
  expect(renderProblems(problems, new Map(), 'github')).toBe(
    '::error file=clusters/a%2Cb/cluster.yaml,line=2,col=4,endLine=2,endColumn=7::b.c: expected 100%25, got 5; raise it\n' +
      '::error file=fleet.yaml,line=1,col=1::file is empty\n',
  );
});
