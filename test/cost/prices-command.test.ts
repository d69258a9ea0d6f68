import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

const dir = mkdtempSync(join(tmpdir(), 'hubfleet-cost-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cost = (...args: string[]) => run(['cost', '--out', join(dir, 'out'), ...args]);

describe('hubfleet prices', { timeout: 30_000 }, () => {
  test('lists sources with their age', async () => {
    const { stdout } = await run(['prices', '--format', 'json']);
    const { prices } = JSON.parse(stdout);
    expect(prices.length).toBeGreaterThan(3);
    expect(prices[0]).toMatchObject({ isStale: true });
  });

  test('fetches a price list into a file that cost then uses', async () => {
    const server = createServer((_, response) =>
      response.end(
        JSON.stringify({
          publicationDate: '2026-11-18T00:00:00Z',
          products: {
            A: {
              productFamily: 'Compute Instance',
              attributes: {
                instanceType: 'r8i-flex.large',
                operatingSystem: 'Linux',
                tenancy: 'Shared',
                preInstalledSw: 'NA',
                capacitystatus: 'Used',
              },
            },
          },
          terms: {
            OnDemand: {
              A: { 'A.B': { priceDimensions: { 'A.B.C': { unit: 'Hrs', pricePerUnit: { USD: '1.00' } } } } },
            },
          },
        }),
      ),
    );
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = join(dir, 'fetched.json');
    const fetched = await run(['prices', 'update', '--region', 'us-west-2', '--out', file, '--aws-url', url]);
    server.close();
    expect(fetched).toMatchObject({ code: 0, stdout: `${file}: 1 prices of us-west-2\n` });
    expect(readFileSync(file, 'utf8')).toContain('2026-11-18');
    const { stdout } = await cost('--cluster', 'atlas-west', '--prices', file, '--format', 'json');
    const core = JSON.parse(stdout).clusters[0].pools.find(({ name }: { name: string }) => name === 'core');
    expect(core.monthly.floor).toBe(736.4);
  });

  test.each([
    [['--out', 'x.json'], 'hubfleet: prices update: no region named; add --region, for example us-west-2\n'],
    [
      ['--region', 'europe-west2', '--out', 'x.json'],
      "hubfleet: prices update: Google's catalog asks for an API key; set GOOGLE_BILLING_API_KEY\n",
    ],
  ])('asks for what it needs: %j', async (args, stderr) => {
    expect(await run(['prices', 'update', ...args])).toMatchObject({ code: 2, stderr });
  });
});
