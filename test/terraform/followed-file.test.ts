import { mkdtempSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { FollowedFile } from '../../src/terraform/followed-file.ts';

function given() {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-followed-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'apply.log');
  const lines: string[] = [];
  return { path, lines, file: new FollowedFile(path, (line) => lines.push(line)) };
}

test('hands on whole lines while the file is written, and the rest at its end', async () => {
  const { lines, file } = given();
  writeSync(file.fd, 'one\ntw');
  await expect.poll(() => lines).toEqual(['one']);
  writeSync(file.fd, 'o\n\nthree');
  file.close();
  expect(lines).toEqual(['one', 'two', '', 'three']);
});

test('keeps a letter whole that is written in two pieces, and lines longer than what is read at once', async () => {
  const { lines, file } = given();
  const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
  writeSync(file.fd, first);
  await sleep(120);
  const long = 'x'.repeat(200_000);
  writeSync(file.fd, Buffer.concat([second, Buffer.from(`\n${long}\n`)]));
  file.close();
  expect(lines).toEqual(['é', long]);
});

test('begins anew, and nobody else may read it', () => {
  const { path, file } = given();
  writeSync(file.fd, 'old\n');
  file.close();
  const lines: string[] = [];
  new FollowedFile(path, (line) => lines.push(line)).close();
  expect(lines).toEqual([]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
