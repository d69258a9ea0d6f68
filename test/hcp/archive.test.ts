import { describe, expect, test } from 'vitest';
import { readFromArchive } from '../../src/hcp/configuration-archive.ts';
import { archiveOf, type Entry, gzip } from './plans.ts';

const limits = { entries: 3, bytes: 10_240, fileBytes: 1024 };
const FILE = 'cdk.tf.json';

async function read(entries: readonly Entry[]): Promise<string | undefined> {
  const bytes = await readFromArchive(await archiveOf(entries), FILE, limits);
  return bytes && Buffer.from(bytes).toString();
}

describe('reading a configuration archive', () => {
  test.each([
    { when: 'the file at the root', entries: [{ path: FILE, body: 'a' }], found: 'a' },
    { when: 'a path that begins with ./', entries: [{ path: `./${FILE}`, body: 'a' }], found: 'a' },
    {
      when: 'the last of two',
      entries: [
        { path: FILE, body: 'a' },
        { path: FILE, body: 'b' },
      ],
      found: 'b',
    },
    { when: 'an empty file', entries: [{ path: FILE, body: '' }], found: '' },
    { when: 'nothing in another folder', entries: [{ path: `stack/${FILE}`, body: 'a' }], found: undefined },
    {
      when: 'no symbolic link',
      entries: [{ path: FILE, type: 'SymbolicLink', linkpath: '/etc/passwd' }],
      found: undefined,
    },
    { when: 'no hard link', entries: [{ path: FILE, type: 'Link', linkpath: '/etc/passwd' }], found: undefined },
    { when: 'no folder of the name', entries: [{ path: FILE, type: 'Directory' }], found: undefined },
    { when: 'a file of the most bytes', entries: [{ path: FILE, body: 'x'.repeat(1024) }], found: 'x'.repeat(1024) },
    { when: 'the most entries', entries: [{ path: 'a' }, { path: 'b' }, { path: FILE, body: 'a' }], found: 'a' },
  ] as const)('finds $when', async ({ entries, found }) => {
    expect(await read(entries)).toBe(found);
  });

  test.each([
    {
      when: 'too many entries',
      entries: [{ path: 'a' }, { path: 'b' }, { path: 'c' }, { path: FILE }],
      problem: 'holds more than 3 entries; upload the folder of one stack only',
    },
    {
      when: 'a file too large',
      entries: [{ path: FILE, body: 'x'.repeat(1025) }],
      problem: 'cdk.tf.json has 1025 bytes, at most 1024 are read; split the stack',
    },
    {
      when: 'too many bytes unpacked',
      entries: [{ path: 'a', body: '0'.repeat(20_000) }],
      problem: 'has more than 10240 bytes unpacked; upload the folder of one stack only',
    },
    {
      when: 'a path to the parent',
      entries: [{ path: '../a' }],
      problem: 'holds "../a", which leads out of it; pack it anew',
    },
    {
      when: 'a detour to the parent',
      entries: [{ path: 'a/../../b' }],
      problem: 'holds "a/../../b", which leads out of it; pack it anew',
    },
    {
      when: 'an absolute path',
      entries: [{ path: '/etc/passwd' }],
      problem: 'holds "/etc/passwd", which leads out of it; pack it anew',
    },
  ])('refuses $when', async ({ entries, problem }) => {
    await expect(read(entries)).rejects.toThrow(`configuration archive: ${problem}`);
  });

  test('refuses a small archive that unpacks to very much of nothing', async () => {
    const bomb = await gzip(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(100_000);
    await expect(readFromArchive(bomb, FILE, limits)).rejects.toThrow('has more than 10240 bytes unpacked');
  });

  test.each([
    { when: 'what is no gzip', bytes: async () => Buffer.from('hello') },
    {
      when: 'half an archive',
      bytes: async () => (await archiveOf([{ path: FILE, body: 'x'.repeat(900) }])).subarray(0, 60),
    },
    { when: 'gzip of what is no tar', bytes: () => gzip(Buffer.from('x'.repeat(2048))) },
    { when: 'nothing', bytes: async () => new Uint8Array() },
  ])('refuses $when', async ({ bytes }) => {
    await expect(readFromArchive(await bytes(), FILE, limits)).rejects.toThrow(
      /^configuration archive: is not a whole tar\.gz file \(.+\); pack it anew$/,
    );
  });
});
