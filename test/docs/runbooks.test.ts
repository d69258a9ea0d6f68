import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { failureCauses } from '../../src/terraform/failure-causes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs', 'how-to', 'runbooks');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const sources = ['src', 'policies/src'].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, dir, name), 'utf8')),
);
// As the sources write them: long texts are joined from pieces, and the program is Terraform unless another is named.
const code = sources
  .join('\n')
  .replace(/['`] \+\s+['`]/g, '')
  .replaceAll('${program}', 'terraform');

/** A call like the one that the pages show. */
const call = {
  binary: 'terraform',
  directory: 'cdktf.out/stacks/atlas',
  step: 'apply',
  output:
    'ID: 0f1e2d3c-0000-1111-2222-333344445555\nWho: ann@laptop\nCreated: 2026-11-22 11:58:01.5 +0000 UTC\nOperation: OperationTypeApply',
};

describe.each(failureCauses.map((cause) => [cause.id, cause] as const))('the page on %s', (id, cause) => {
  test('shows the message that a user sees', () => {
    expect(read(`${id}.md`)).toMatch(/^```text\natlas\S*: /m);
    expect(read(`${id}.md`)).toContain(cause.sentence(call));
  });
});

test.each(pages)('%s quotes only messages that the program has', (name) => {
  const quoted = [...read(name).matchAll(/^```text\n([\s\S]+?)^```/gm)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  const known = new Set(failureCauses.map((cause) => cause.sentence(call)));
  for (const line of quoted) {
    const message = line.replace(/^(?:atlas\S*|hubfleet): +/, '');
    if (known.has(message)) continue;
    // An ellipsis, a name or a number stands for what differs from run to run.
    const pieces = message.split(/…|\d+|cdktf\.out|atlas\S*/).map((piece) => piece.trim());
    expect(pieces.filter((piece) => piece.length > 3 && !code.includes(piece))).toEqual([]);
  }
});

test('the list has every page, and every link of it leads to one', () => {
  const links = [...read('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  expect(links.sort()).toEqual([...pages].sort());
});
