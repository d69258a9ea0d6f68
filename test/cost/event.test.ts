import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { clusterUse } from '../../src/cost/cluster-use.ts';
import { eventOn, type PlannedEvent } from '../../src/cost/event.ts';
import type { EventChange } from '../../src/cost/event-change.ts';
import { eventLoad } from '../../src/cost/event-load.ts';
import { usageFile } from '../../src/cost/usage-file.ts';
import { demandOf, profileSizes } from '../../src/fleet/choices.ts';
import type { Cluster, Fleet, Hub } from '../../src/fleet/fleet.ts';
import { priceBookOf } from '../../src/fleet/price-book.ts';
import { renderEventText } from '../../src/render/cost-event.ts';
import { exampleCluster, exampleHub, exampleProfile, fleetOf, sentencesOf, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const usage = usageFile.parse({ defaults: { users: 0 } });

/** A cluster of small nodes and of nodes with a GPU. */
const cluster = exampleCluster({
  pools: {
    core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
    small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 10 },
    gpu: { purpose: 'user', machineType: 'g4dn.xlarge', maxNodes: 2, gpu: { type: 'T4', count: 1 } },
  },
});
const hub = (more: object = {}) =>
  exampleHub({
    profiles: [
      exampleProfile({ memory: { guaranteeGiB: 7, limitGiB: 8 } }),
      exampleProfile({ slug: 'gpu', displayName: 'GPU', pool: 'gpu', memory: { guaranteeGiB: 8, limitGiB: 8 } }),
    ],
    ...more,
  });

interface Planned {
  readonly hubFile: object;
  readonly event: PlannedEvent;
  readonly fleet: Fleet;
}

async function plan(seats: number, { more = {}, profile }: { more?: object; profile?: string } = {}): Promise<Planned> {
  const hubFile = hub(more);
  const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': hubFile });
  const [atlas, research] = placed(fleet);
  const question = { seats, date: '2026-12-03', hours: 3, arrivalMinutes: 10, mostPlaceholders: 10, profile };
  const event = eventOn(research, atlas, question, priceBookOf(), usage);
  if (!event) throw new Error('not planned');
  return { hubFile, event, fleet };
}

function placed({ clusters }: Fleet): [Cluster, Hub] {
  const [atlas] = clusters;
  const [research] = atlas?.hubs ?? [];
  if (!atlas || !research) throw new Error('no hub');
  return [atlas, research];
}

/** Merges settings into a file as a person would: maps key by key, everything else as a whole, null removes. */
function merged(file: unknown, keys: unknown): unknown {
  if (!isMap(file) || !isMap(keys)) return keys;
  const all = {
    ...file,
    ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, merged(file[key], value)])),
  };
  return all;
}

function isMap(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

/** The files after the YAML that was printed for them has been merged in. */
function changedFiles(hubFile: object, ...changes: EventChange[]) {
  let [own, shared]: unknown[] = [hubFile, cluster];
  for (const change of changes) {
    own = merged(own, parse(stringify(change.hub.keys)));
    shared = merged(shared, parse(stringify(change.cluster?.keys ?? {})));
  }
  return { 'atlas/cluster.yaml': shared as object, 'atlas/hubs/research.yaml': own as object };
}

const cases = [
  { name: 'on the default profile', seats: 30 },
  { name: 'too large for the pool', seats: 120 },
  { name: 'on a profile with a GPU', seats: 6, profile: 'gpu' },
  { name: 'on a hub that lets in fewer', seats: 60, more: { limits: { activeServers: 20, concurrentStarts: 2 } } },
  {
    name: 'on a hub that holds seats',
    seats: 30,
    more: { placeholders: { count: 3, memory: { guaranteeGiB: 2, limitGiB: 2 } } },
  },
  { name: 'on a hub with a preset', seats: 30, more: { preset: 'event' } },
  { name: 'on a hub that pulls images before upgrades', seats: 30, more: { imagePulling: 'beforeUpgrades' } },
];

describe.each(cases)('an event $name', ({ seats, profile, more }) => {
  test('holds with the changed files as they are loaded again, and does not without', async () => {
    const { hubFile, event } = await plan(seats, { more, profile });
    const changed = await fleetOf(changedFiles(hubFile, event.change.before));
    const [atlas, research] = placed(changed);
    const demand = profileSizes(research).find(({ slug }) => slug === event.profile);
    if (!demand) throw new Error('no profile');
    const place = { wish: event.wish, demand: demandOf(demand, atlas), pool: event.pool, usualNodes: event.usualNodes };
    const load = eventLoad(research, atlas, place);
    expect(load.refused).toBe(0);
    expect(load.waiting).toBeLessThanOrEqual(0.05);
    expect(event.load.after).toEqual(load);
    expect(event.load.before.waiting + event.load.before.refused).toBeGreaterThan(0.3);
  });

  test('leaves the fleet as it was when the second change is merged in afterwards', async () => {
    const { hubFile, event, fleet } = await plan(seats, { more, profile });
    const [atlas, research] = placed(await fleetOf(changedFiles(hubFile, event.change.before, event.change.after)));
    const [before, own] = placed(fleet);
    expect(atlas.pools).toEqual(before.pools);
    expect(clusterUse(atlas, usage).pools).toEqual(clusterUse(before, usage).pools);
    expect([research.imagePulling, research.limits]).toEqual([own.imagePulling, own.limits]);
    expect(research.placeholders?.count).toBe(own.placeholders?.count);
  });
});

test('raises what a hub refuses servers by', async () => {
  const { event } = await plan(60, { more: { limits: { activeServers: 20, concurrentStarts: 2 } } });
  expect(event.change.before.hub.keys.limits).toEqual({ activeServers: 60, concurrentStarts: 6 });
  expect(event.change.after.hub.keys.limits).toEqual({ activeServers: 20, concurrentStarts: 2 });
  expect(renderEventText(event)).toContain('without it          33 % wait for a node, 67 % get no server');
});

test('counts GPUs, and keeps nodes of the pool that has them', async () => {
  const { event } = await plan(6, { profile: 'gpu' });
  expect(event.plan).toMatchObject({ serversPerNode: 1, nodes: 6, quota: { cpus: 24, gpus: 6, addresses: 6 } });
  expect(event.change.before).toMatchObject({
    hub: { keys: { placeholders: { count: 6, wholeNodes: true, pool: 'gpu' } } },
    cluster: { keys: { pools: { gpu: { maxNodes: 6 } } } },
  });
  expect(event.load.before).toMatchObject({ refused: 4 / 6 });
});

test('leaves room for usual use beside the event', async () => {
  const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': hub() });
  const [atlas, research] = placed(fleet);
  const busy = usageFile.parse({ defaults: { users: 200 } });
  const question = { seats: 30, date: '2026-12-03', hours: 3, arrivalMinutes: 10, mostPlaceholders: 10 };
  const event = eventOn(research, atlas, question, priceBookOf(), busy);
  expect(event?.usualNodes).toBeGreaterThan(2);
  expect(event?.change.before.cluster?.keys.pools.small?.maxNodes).toBe(
    (event?.plan.nodes ?? 0) + (event?.usualNodes ?? 0),
  );
  expect(event?.load.after.refused).toBe(0);
});

test('adds no finding of a policy while it lasts', { timeout: 30_000 }, async () => {
  const { hubFile, event } = await plan(120);
  const findings = async (files: Parameters<typeof writeFleet>[0]) => {
    const dir = await writeFleet(files);
    const { stdout } = await run(['check', '--fleet', dir, '--out', `${dir}/.out`, '--format', 'json']);
    const found: { rule: string }[] = JSON.parse(stdout).findings;
    return found.map(({ rule }) => rule).sort();
  };
  expect(await findings(changedFiles(hubFile, event.change.before))).toEqual(await findings(changedFiles(hubFile)));
});

describe('what a fleet pays while it holds room', () => {
  const floor = async (placeholders: object) => {
    const files = { 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': hub({ placeholders }) };
    return clusterUse(placed(await fleetOf(files))[0], usage);
  };

  test.each([
    // An r5.xlarge holds four servers of 7 GiB.
    [{ count: 0 }, {}],
    [{ count: 4 }, { small: 1 }],
    [{ count: 5 }, { small: 2 }],
    [{ count: 3, wholeNodes: true }, { small: 3 }],
    [{ count: 2, wholeNodes: true, pool: 'gpu' }, { gpu: 2 }],
    [{ count: 99, wholeNodes: true }, { small: 10 }],
  ])('with placeholders %j are nodes %j day and night', async (placeholders, held) => {
    expect((await floor(placeholders)).heldNodes).toEqual(held);
  });

  test('is in the floor, with a note', { timeout: 30_000 }, async () => {
    const dir = await writeFleet({
      'atlas/cluster.yaml': cluster,
      'atlas/hubs/research.yaml': hub({ placeholders: { count: 3, wholeNodes: true } }),
    });
    const { stdout } = await run(['cost', '--fleet', dir, '--out', `${dir}/.out`, '--format', 'json']);
    const [priced] = JSON.parse(stdout).clusters;
    const small = priced.pools.find(({ name }: { name: string }) => name === 'small');
    // 3 × 0.252 × 730 = 551.88 and 3 × 80 GiB × 0.08 = 19.20.
    expect(small.monthly.floor).toBe(571.08);
    expect(small.monthly.expected).toBeGreaterThanOrEqual(571.08);
    expect(priced.notes).toContain('placeholders keep 3 nodes of pool small started when nobody is logged in');
  });

  test('is refused in a pool that is not there', async () => {
    const sentences = await sentencesOf({
      'atlas/cluster.yaml': cluster,
      'atlas/hubs/research.yaml': hub({ placeholders: { count: 3, wholeNodes: true, pool: 'smal' } }),
    });
    expect(sentences).toEqual([
      'atlas/hubs/research.yaml: placeholders.pool: the cluster has no pool smal; did you mean small',
    ]);
  });
});
