import { expect, test } from 'vitest';
import { topology } from '../../src/render/report/topology.ts';
import type { ClusterRow } from '../../src/report/cluster-row.ts';
import type { HubRow } from '../../src/report/hub-row.ts';

const hub = (name: string, login: string, pool: string) =>
  ({
    name,
    login: { kind: login },
    profiles: [{ pool }],
    home: { storage: 'main' },
    buckets: [{ name: `${name} scratch` }],
  }) as unknown as HubRow;

const picture = (hubs: HubRow[]) => topology({ name: 'atlas' } as ClusterRow, hubs).text;
const labels = (text: string) =>
  [...text.matchAll(/<text x[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)</g)].map(([, label]) => label);

test('a cluster of few hubs is drawn hub by hub, with the bucket of each', () => {
  const hubs = Array.from({ length: 16 }, (_, index) => hub(`h${index}`, 'github', 'small'));
  expect(labels(picture(hubs))).toEqual(
    expect.arrayContaining(['h0', 'h15', 'bucket h0 scratch', 'bucket h15 scratch']),
  );
});

test('of many hubs those that use the same share a box, which tells all names', () => {
  const hubs = Array.from({ length: 20 }, (_, index) =>
    hub(`h${index}`, index < 5 ? 'cilogon' : 'github', index === 19 ? 'gpu' : 'small'),
  );
  const text = picture(hubs);
  expect(labels(text)).toEqual([
    'CILogon',
    'GitHub',
    '5 hubs: h0, h1, h2, h3, h4',
    '14 hubs: h5, h6, h7, h8, h9, …',
    'h19',
    'pool small',
    'homes on main',
    'a scratch bucket of its own',
    'pool gpu',
  ]);
  expect(text).toContain('<title>14 hubs: h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18</title>');
});
