import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sentencesOf } from '../support/fleet.ts';

test('the cluster file of the page on existing clusters has no problems', async () => {
  const page = await readFile(new URL('../../docs/how-to/use-an-existing-cluster.md', import.meta.url), 'utf8');
  const [, cluster = ''] = /```yaml\n(provider: kubernetes\n[\s\S]*?)```/.exec(page) ?? [];
  expect(cluster).toContain('allocatable');
  expect(await sentencesOf({ 'atlas/cluster.yaml': cluster })).toEqual([]);
});
