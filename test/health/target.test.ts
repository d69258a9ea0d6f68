import { describe, expect, test } from 'vitest';
import { hubAddress } from '../../src/health/address.ts';
import { cleanText } from '../../src/health/clean-text.ts';
import { readToken } from '../../src/health/read-token.ts';
import { type TargetOptions, targetsOf, uncheckedHubs } from '../../src/health/targets.ts';
import { Token } from '../../src/health/token.ts';
import { exampleCluster, exampleHub, exampleProfile, type Files, fleetOf } from '../support/fleet.ts';

const options = (overrides: Partial<TargetOptions> = {}): TargetOptions => ({
  cluster: [],
  hub: [],
  profiles: [],
  expect: [],
  notebooksOf: async () => [],
  ...overrides,
});

const images = [
  { slug: 'python', displayName: 'Python', image: 'quay.io/a/b:1' },
  { slug: 'r', displayName: 'R', image: 'quay.io/a/r:1' },
];

const user = { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 5 };

const files = (): Files => ({
  'atlas/cluster.yaml': exampleCluster({
    pools: {
      core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
      small: user,
      gpu: { ...user, machineType: 'g4dn.xlarge', gpu: { type: 'nvidia-tesla-t4', count: 1 } },
    },
  }),
  'atlas/hubs/research.yaml': exampleHub({
    scratchBucket: {},
    profiles: [
      exampleProfile({ images }),
      exampleProfile({ slug: 'gpu', pool: 'gpu', default: true }),
      exampleProfile({ slug: 'team', allowedGroups: ['atlas:team'] }),
    ],
  }),
});

const choicesOf = async (profiles: string[]) => {
  const [target] = await targetsOf(await fleetOf(files()), options({ profiles }));
  return target?.choices.map(({ label, userOptions, gpu, onlyGroups }) => [label, userOptions, gpu, onlyGroups]);
};

describe('what is checked of a hub', () => {
  test('is at its domain, with its login and what its file declares', async () => {
    const [target] = await targetsOf(await fleetOf(files()), options({ expect: ['dask'] }));
    expect(target).toMatchObject({
      cluster: 'atlas',
      hub: 'research',
      startSeconds: 600,
      authentication: { kind: 'github' },
    });
    expect(target?.url.href).toBe('https://hub.atlas.example/');
    expect([...(target?.extras ?? [])]).toEqual(['scratch', 'dask']);
  });

  test('is nothing of hubs that say so', async () => {
    const open = exampleHub({ domain: 'open.atlas.example', healthCheck: false });
    const fleet = await fleetOf({ ...files(), 'atlas/hubs/open.yaml': open });
    expect((await targetsOf(fleet, options())).map(({ hub }) => hub)).toEqual(['research']);
    expect(uncheckedHubs(fleet, options())).toEqual(['atlas/open']);
    expect(uncheckedHubs(fleet, options({ hub: ['research'] }))).toEqual([]);
  });

  test('is the default profile without a word about it, when none is named', async () => {
    expect(await choicesOf([])).toEqual([['gpu', {}, true, undefined]]);
  });

  test('is every image of every profile with all', async () => {
    expect(await choicesOf(['all'])).toEqual([
      ['small/python', { profile: 'small', image: 'python' }, false, undefined],
      ['small/r', { profile: 'small', image: 'r' }, false, undefined],
      ['gpu', { profile: 'gpu' }, true, undefined],
      ['team', { profile: 'team' }, false, ['atlas:team']],
    ]);
  });

  test('is every image in every size, each on the nodes of its size', async () => {
    const memory = { guaranteeGiB: 2, limitGiB: 2 };
    const sizes = [
      { slug: 'mem-2', displayName: '2 GB', memory },
      { slug: 'mem-2-gpu', displayName: '2 GB and a GPU', memory, pool: 'gpu' },
    ];
    const { memory: _, cpu: __, ...profile } = exampleProfile({ images, sizes }) as Record<string, unknown>;
    const fleet = await fleetOf({ ...files(), 'atlas/hubs/research.yaml': exampleHub({ profiles: [profile] }) });
    const labelsOf = async (profiles: string[]) => {
      const [target] = await targetsOf(fleet, options({ profiles }));
      return target?.choices.map(({ label, userOptions, gpu }) => [label, userOptions, gpu]);
    };
    expect(await labelsOf(['all'])).toEqual([
      ['small/python/mem-2', { profile: 'small', image: 'python', resources: 'mem-2' }, false],
      ['small/python/mem-2-gpu', { profile: 'small', image: 'python', resources: 'mem-2-gpu' }, true],
      ['small/r/mem-2', { profile: 'small', image: 'r', resources: 'mem-2' }, false],
      ['small/r/mem-2-gpu', { profile: 'small', image: 'r', resources: 'mem-2-gpu' }, true],
    ]);
    expect(await labelsOf(['small', 'small/r', 'small/mem-2-gpu'])).toEqual([
      ['small', { profile: 'small' }, false],
      ['small/r', { profile: 'small', image: 'r' }, false],
      ['small/mem-2-gpu', { profile: 'small', resources: 'mem-2-gpu' }, true],
    ]);
  });

  test('is what is named, once each, also for groups', async () => {
    expect(await choicesOf(['team', 'small/r', 'small', 'team'])).toEqual([
      ['team', { profile: 'team' }, false, undefined],
      ['small/r', { profile: 'small', image: 'r' }, false, undefined],
      ['small', { profile: 'small' }, false, undefined],
    ]);
  });

  test('is nothing when a hub does not offer a name', async () => {
    await expect(choicesOf(['huge'])).rejects.toThrow(
      new Error(
        '--profiles: atlas/research has no profile huge; choose from all, gpu, small, small/python, small/r, team',
      ),
    );
  });
});

describe('the address of a hub', () => {
  test.each([
    ['https://hub.example.org', 'https://hub.example.org/'],
    ['https://hub.example.org/prefix', 'https://hub.example.org/prefix/'],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/'],
    ['http://[::1]:8000/', 'http://[::1]:8000/'],
    ['http://proxy-public', 'http://proxy-public/'],
    ['http://proxy-public.research.svc.cluster.local', 'http://proxy-public.research.svc.cluster.local/'],
  ])('may be %s', (text, address) => {
    expect(hubAddress(text).href).toBe(address);
  });

  test.each([
    ['hub.example.org', 'is not an address, got hub.example.org; give one like https://hub.example.org'],
    ['file:///etc', 'is not an address, got file:///etc; give one like https://hub.example.org'],
    ['http://hub.example.org', 'would send the token in the clear to hub.example.org; use https'],
    ['http://128.0.0.1', 'would send the token in the clear to 128.0.0.1; use https'],
    ['http://127.evil.example', 'would send the token in the clear to 127.evil.example; use https'],
    ['https://hub.example.org/?token=x', 'holds more than a place; give it without user, query and fragment'],
    ['https://me:x@hub.example.org', 'holds more than a place; give it without user, query and fragment'],
  ])('may not be %s', (text, message) => {
    expect(() => hubAddress(text)).toThrow(new Error(message));
  });
});

describe('the token', () => {
  const at = { cluster: 'atlas-west', hub: 'research' };

  test.each([
    { env: { HUBFLEET_HEALTH_TOKEN: 'token-of-all\n' }, authorization: 'token token-of-all' },
    {
      env: { HUBFLEET_HEALTH_TOKEN: 'token-of-all', HUBFLEET_HEALTH_TOKEN_ATLAS_WEST_RESEARCH: 'token-of-one' },
      authorization: 'token token-of-one',
    },
  ])('is read from the variable: $authorization', ({ env, authorization }) => {
    expect(readToken({ env }, at).authorization).toBe(authorization);
  });

  test.each([
    {
      source: { env: {} },
      message:
        'research: there is no token; set HUBFLEET_HEALTH_TOKEN or HUBFLEET_HEALTH_TOKEN_ATLAS_WEST_RESEARCH, or give --token-file',
    },
    {
      source: { env: { HUBFLEET_HEALTH_TOKEN: 'two words' } },
      message: 'HUBFLEET_HEALTH_TOKEN: is no token: a token has at least 8 visible ASCII characters',
    },
  ])('is missed in words: $message', ({ source, message }) => {
    expect(() => readToken(source, at)).toThrow(new Error(message));
  });

  test('shows itself nowhere', () => {
    const token = new Token('p%ss/word');
    expect([`${token}`, JSON.stringify({ token }), token.redact('a p%ss/word b p%25ss%2Fword')]).toEqual([
      '***',
      '{"token":"***"}',
      'a *** b ***',
    ]);
  });
});

describe('text of a server', () => {
  test.each([
    ['\u001b[31mred\u001b[0m\r\nnext\tline', 'red next line'],
    ['\u001b]0;title\u0007bell\u0007', 'bell'],
    ['right\u202eleft', 'right left'],
    ['x'.repeat(11), 'xxxxxxxxx…'],
    ['x'.repeat(10), 'xxxxxxxxxx'],
  ])('is one short line: %j', (text, clean) => {
    expect(cleanText(text, 10).length).toBeLessThanOrEqual(10);
    expect(cleanText(text, clean.length)).toBe(clean);
  });
});
