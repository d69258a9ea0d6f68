import { describe, expect, test } from 'vitest';
import { SourceFile, showPath } from '../../src/fleet/source-file.ts';
import { problemSentence } from '../../src/render/problems-text.ts';

const problemsOf = (text: string) =>
  new SourceFile('a.yaml', text).problems.map(
    (problem) => `${problem.line}:${problem.column} ${problemSentence(problem)}`,
  );

const bomb = [
  'a: &a [1]',
  ...[...'bcdefgh'].map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9)}]`),
];

describe('the text of a file', () => {
  test.each([
    { when: 'a key twice', text: 'a: 1\nb: 2\na: 3\n', says: ['3:1 key is there twice; keep one of them'] },
    {
      when: 'a tag of its own',
      text: 'a: !secret b\n',
      says: ['1:4 tags are not read; remove the word that starts with !'],
    },
    {
      when: 'a second document',
      text: 'a: 1\n---\nb: 2\n',
      says: ['2:1 a second document starts here; a file holds one, remove the line ---'],
    },
    { when: 'a tab', text: 'a:\n\tb: 1\n', says: ['2:1 a tab indents the line; indent with spaces'] },
    {
      when: 'text that is not YAML',
      text: 'a: [1, 2\nb: 3\n',
      says: ['2:1 is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
    },
    {
      when: 'an alias of nothing',
      text: 'a: *b\n',
      says: ['1:4 alias *b stands for nothing; mark its value with &b above'],
    },
    {
      when: 'aliases that explode',
      text: bomb.join('\n'),
      says: ['1:1 repeats its aliases more than 100 times; write the values out'],
    },
    { when: 'endless nesting', text: '['.repeat(100_000), says: ['1:66 is nested deeper than 64 levels; flatten it'] },
    { when: 'endless lists', text: '- '.repeat(100_000), says: ['1:131 is nested deeper than 64 levels; flatten it'] },
    { when: 'as many levels as the limit', text: `${'['.repeat(64)}${']'.repeat(64)}`, says: [] },
    {
      when: 'a list as a key',
      text: 'a: 1\n? [b, c]\n: 2\n',
      says: ['2:3 a key is a list, a map or an alias; write it as text'],
    },
    {
      when: 'a key that would change every object',
      text: 'a:\n  __proto__: {b: 1}\n',
      says: ['2:3 key __proto__ is not read; remove it'],
    },
    { when: 'numbers and nothing as keys', text: '1: a\n"": b\n~: c\n', says: [] },
    { when: 'a few aliases', text: 'a: &a [1]\nb: *a\nc: *a\n', says: [] },
  ])('with $when: $says', ({ text, says }) => {
    expect(problemsOf(text)).toEqual(says);
  });

  test('is read as YAML 1.2: yes is a word and 010 a number', () => {
    expect(new SourceFile('a.yaml', 'a: yes\nb: 010\nc: 2026-01-31\n').data).toEqual({
      a: 'yes',
      b: 10,
      c: '2026-01-31',
    });
  });
});

describe('the place of a problem', () => {
  const text = '# head\nlist:\n  - name: one\n  - {name: two, deep: {x: 1}}\nshared: &s\n  key: text\nagain: *s\n';
  const source = new SourceFile('a.yaml', text);
  const place = (path: (string | number)[], part?: 'key' | 'value') => {
    const { line, column, endLine, endColumn } = source.problem(path, { message: 'x' }, part);
    return [line, column, endLine, endColumn];
  };

  test.each([
    { of: 'a value', path: ['list', 0, 'name'], at: [3, 11, 3, 14] },
    { of: 'a key', path: ['list', 0, 'name'], part: 'key', at: [3, 5, 3, 9] },
    { of: 'a value in a flow', path: ['list', 1, 'deep', 'x'], at: [4, 27, 4, 28] },
    { of: 'a list over several lines is its key', path: ['list'], at: [2, 1, 2, 5] },
    { of: 'a flow map is all of it', path: ['list', 1, 'deep'], at: [4, 23, 4, 29] },
    { of: 'a missing key is the key around it', path: ['shared', 'lost'], at: [5, 1, 5, 7] },
    { of: 'a value behind an alias is where it is written', path: ['again', 'key'], at: [6, 8, 6, 12] },
    { of: 'the whole file is where it begins', path: [], at: [2, 1, undefined, undefined] },
    { of: 'an item that is not there is the list', path: ['list', 7], at: [2, 1, 2, 5] },
  ] as { of: string; path: (string | number)[]; part?: 'key'; at: number[] }[])('of $of', ({ path, part, at }) => {
    expect(place(path, part)).toEqual(at);
  });

  test.each([
    { path: ['pools', 'small', 'maxNodes'], shown: 'pools.small.maxNodes' },
    { path: ['profiles', 0, 'slug'], shown: 'profiles[0].slug' },
    { path: [1, 'rule'], shown: '[1].rule' },
    { path: ['idps', 'http://a.b/c', 'x'], shown: 'idps["http://a.b/c"].x' },
  ])('is written $shown', ({ path, shown }) => {
    expect(showPath(path)).toBe(shown);
  });
});
