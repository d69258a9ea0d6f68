import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../src/health/kernel/compare-outputs.ts';
import type { Output } from '../../src/health/kernel/output.ts';
import { parseNotebook } from '../../src/health/notebook.ts';
import { shippedNotebook } from '../../src/health/notebook-files.ts';
import { kernelFor } from '../../src/health/run-notebook.ts';

const notebook = (cell: object, metadata: object = {}): string =>
  JSON.stringify({ nbformat: 4, metadata, cells: [{ cell_type: 'code', source: 'x', metadata: {}, ...cell }] });

const out = (text: string): Output => ({ kind: 'stream', name: 'stdout', text });
const data = (text: string): Output => ({ kind: 'data', text });

describe('a notebook', () => {
  test('joins lines, numbers all cells and leaves out those without code', () => {
    const cells = [
      { cell_type: 'markdown', source: ['# Title'], metadata: {} },
      {
        cell_type: 'code',
        source: ['1 +\n', '1'],
        metadata: {},
        outputs: [{ output_type: 'execute_result', data: { 'text/plain': ['2'] } }],
      },
      { cell_type: 'code', source: '  ', metadata: {} },
    ];
    const { cells: read } = parseNotebook('n', JSON.stringify({ nbformat: 4, metadata: {}, cells }));
    expect(read).toEqual([{ number: 2, source: '1 +\n1', outputs: [data('2')], compared: true, raises: false }]);
  });

  test.each([
    { tag: 'nbval-skip', cells: [] },
    { tag: 'nbval-ignore-output', cells: [{ compared: false, raises: false }] },
    { tag: 'raises-exception', cells: [{ compared: true, raises: true }] },
    { tag: 'parameters', cells: [{ compared: true, raises: false }] },
  ])('reads the tag $tag', ({ tag, cells }) => {
    expect(parseNotebook('n', notebook({ metadata: { tags: [tag] } })).cells).toMatchObject(cells);
  });

  test.each([
    ['{', 'is not JSON'],
    ['[]', 'is no notebook of format 4: file: Invalid input: expected object, received array'],
    [
      JSON.stringify({ nbformat: 3, metadata: {}, cells: [] }),
      'is no notebook of format 4: nbformat: Invalid input: expected 4',
    ],
  ])('refuses what is none: %s', (text, message) => {
    expect(() => parseNotebook('n', text)).toThrow(new Error(message));
  });

  test.each(readdirSync('notebooks').map((file) => file.replace('.ipynb', '')))(
    '%s is one, and says how it ends',
    (name) => {
      const { cells, language } = shippedNotebook(name);
      expect(language).toBe('python');
      expect(cells.at(-1)?.outputs).toHaveLength(1);
    },
  );
});

describe('the kernel of a notebook', () => {
  const python = { name: 'conda-base', language: 'python' };
  const python3 = { name: 'python3', language: 'python' };
  const r = { name: 'ir', language: 'r' };

  test.each([
    { when: 'it is there', choices: [python, python3], kernel: 'python3' },
    { when: 'only another of the language is there', choices: [r, python], kernel: 'conda-base' },
    {
      when: 'its name is that of another language',
      choices: [{ ...r, name: 'python3' }, python],
      kernel: 'conda-base',
    },
    { when: 'none is there', choices: [r], kernel: undefined },
  ])('is chosen when $when', ({ choices, kernel }) => {
    const read = parseNotebook('n', notebook({}, { kernelspec: { name: 'python3', language: 'Python' } }));
    expect(kernelFor(read, choices)?.name).toBe(kernel);
  });
});

describe('outputs', () => {
  test.each<{ what: string; expected: Output[]; actual: Output[] }>([
    { what: 'a stream in other pieces', expected: [out('a\nb\n')], actual: [out('a\n'), out('b\n')] },
    {
      what: 'warnings between',
      expected: [out('ab')],
      actual: [out('a'), { kind: 'stream', name: 'stderr', text: 'Warning' }, out('b')],
    },
    { what: 'other line ends', expected: [out('a\nb')], actual: [out('a\r\nb\n')] },
    { what: 'another place in memory', expected: [data('<A at 0x7f00aa11>')], actual: [data('<A at 0x55d0bb22>')] },
    { what: 'nothing at all', expected: [], actual: [] },
  ])('are the same with $what', ({ expected, actual }) => {
    expect(differenceOf(expected, actual)).toBeUndefined();
  });

  test.each<{ expected: Output[]; actual: Output[]; difference: string }>([
    { expected: [out('3')], actual: [out('2')], difference: 'put out "2", expected "3"' },
    { expected: [out('3')], actual: [], difference: 'put out nothing, expected "3"' },
    { expected: [], actual: [data('2')], difference: 'put out "2", expected nothing' },
    {
      expected: [{ kind: 'error', name: 'KeyError', value: "'a'" }],
      actual: [{ kind: 'error', name: 'KeyError', value: "'b'" }],
      difference: `put out "KeyError: 'b'", expected "KeyError: 'a'"`,
    },
    { expected: [out('1'), data('2')], actual: [data('2'), out('1')], difference: 'put out "2", expected "1"' },
  ])('differ: $difference', ({ expected, actual, difference }) => {
    expect(differenceOf(expected, actual)).toBe(difference);
  });
});
