import { describe, expect, test } from 'vitest';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';
import { ResourceAllocation } from '../../../constructs/src/hub/resource-allocation.ts';

const AVAILABLE: Record<string, [cpus: number, bytes: number]> = {
  'n2-highmem-4': [3.45, 28967406928],
  'n2-highmem-16': [15.418, 124447031296],
  'r5.xlarge': [3.725, 31859916406],
  'r5.4xlarge': [15.695, 130188897681],
  'r5.16xlarge': [63.575, 525987313876],
};

function node(machineType: string): NodeCapacity {
  const [cpus, bytes] = AVAILABLE[machineType] as [number, number];
  return NodeCapacity.measured({ cpus, memory: Memory.bytes(bytes) });
}

/** Largest first, as the published tables list them. */
function largestFirst(machineType: string, count: number, wiggle = true) {
  return ResourceAllocation.choices({ node: node(machineType), count, wiggle }).reverse();
}

describe('ResourceAllocation', () => {
  test.each([
    {
      machineType: 'n2-highmem-4',
      rows: [
        [28388058789, '26 GB', 3.381],
        [14194029394, '13 GB', 1.6905],
        [7097014697, '7 GB', 0.84525],
        [3548507348, '3 GB', 0.422625],
        [1774253674, '2 GB', 0.2113125],
        [887126837, '846 MB', 0.10565625],
      ],
    },
    {
      machineType: 'n2-highmem-16',
      rows: [
        [122299547648, '114 GB', 15.10964],
        [61149773824, '57 GB', 7.55482],
        [30574886912, '28 GB', 3.77741],
        [15287443456, '14 GB', 1.888705],
      ],
    },
    {
      machineType: 'r5.xlarge',
      rows: [
        [31222718077, '29 GB', 3.6505],
        [15611359038, '15 GB', 1.82525],
        [7805679519, '7 GB', 0.912625],
        [3902839759, '4 GB', 0.4563125],
        [1951419879, '2 GB', 0.22815625],
        [975709939, '931 MB', 0.114078125],
      ],
    },
    {
      machineType: 'r5.4xlarge',
      rows: [
        [128041414033, '119 GB', 15.3811],
        [64020707016, '60 GB', 7.69055],
        [32010353508, '30 GB', 3.845275],
        [16005176754, '15 GB', 1.9226375],
        [8002588377, '7 GB', 0.96131875],
      ],
    },
    {
      machineType: 'r5.16xlarge',
      rows: [
        [523839830228, '488 GB', 62.575],
        [261919915114, '244 GB', 31.2875],
        [130959957557, '122 GB', 15.64375],
        [65479978778, '61 GB', 7.821875],
      ],
    },
  ])('divides $machineType as the published table does', ({ machineType, rows }) => {
    const choices = largestFirst(machineType, rows.length);
    const cpuLimit = rows[0]?.[2];
    expect(choices.map(({ resources }) => resources.memoryGuarantee.toBytes())).toEqual(rows.map(([bytes]) => bytes));
    expect(choices.map(({ displayName }) => displayName.replace(/^~(.*) RAM,.*$/, '$1'))).toEqual(
      rows.map(([, size]) => size),
    );
    for (const [index, { resources }] of choices.entries()) {
      expect(resources.cpuGuarantee).toBeCloseTo(rows[index]?.[2] as number, 9);
      expect(resources.cpuLimit).toBeCloseTo(cpuLimit as number, 9);
    }
  });

  test.each([
    ['r5.xlarge', 16, 1991244775, 0.2328125, 3.725],
    ['r5.4xlarge', 2, 65094448840, 7.8475, 15.695],
  ])(
    'reproduces the older tables of %s divided by %i, without a wiggle',
    (machineType, parts, bytes, guarantee, limit) => {
      const choice = largestFirst(machineType, 5, false)[Math.log2(parts)]?.resources;
      expect([choice?.memoryGuarantee.toBytes(), choice?.cpuGuarantee, choice?.cpuLimit]).toEqual([
        bytes,
        guarantee,
        limit,
      ]);
    },
  );

  test('names, describes and orders the choices, smallest first', () => {
    const choices = ResourceAllocation.choices({
      node: node('n2-highmem-4'),
      count: 3,
      pool: 'small',
      firstIsDefault: true,
    });
    const shown = choices.map(({ slug, displayName, description, isDefault, pool }) => [
      slug,
      displayName,
      description,
      isDefault,
      pool,
    ]);
    expect(shown).toEqual([
      ['mem_7_gb', '~7 GB RAM, ~0.8 CPUs', 'Up to ~3 CPUs when available', true, 'small'],
      ['mem_13_gb', '~13 GB RAM, ~1.7 CPUs', 'Up to ~3 CPUs when available', false, 'small'],
      ['mem_26_gb', '~26 GB RAM, ~3 CPUs', '~3 CPUs always available', false, 'small'],
    ]);
  });

  test('numbers slugs that two machines share', () => {
    const of = (machineType: string) => ResourceAllocation.choices({ node: node(machineType), count: 4, machineType });
    const slugs = ResourceAllocation.join([of('r5.xlarge'), of('n2-highmem-4'), of('r5.xlarge')]).map(
      ({ slug }) => slug,
    );
    expect(slugs).toEqual([
      ...['mem_4_gb', 'mem_7_gb', 'mem_15_gb', 'mem_29_gb'],
      ...['mem_3_gb', 'mem_7_gb_1', 'mem_13_gb', 'mem_26_gb'],
      ...['mem_4_gb_1', 'mem_7_gb_2', 'mem_15_gb_1', 'mem_29_gb_1'],
    ]);
  });

  test('never promises memory that a node lacks', () => {
    for (const machineType of Object.keys(AVAILABLE)) {
      const available = node(machineType).availableMemory.toBytes();
      for (const [index, { resources }] of largestFirst(machineType, 6).entries()) {
        expect(resources.memoryGuarantee.toBytes() * 2 ** index).toBeLessThanOrEqual(available);
      }
    }
  });

  test.each([0, 1.5, Number.NaN])('refuses a count of %d', (count) => {
    expect(() => ResourceAllocation.choices({ node: node('r5.xlarge'), count })).toThrow(
      `ResourceAllocation: count must be a whole number of at least 1, got ${count}; give 1 for the whole node`,
    );
  });
});
