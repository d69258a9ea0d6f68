import { describe, expect, test } from 'vitest';
import { DaskWorkers } from '../../../constructs/src/hub/dask-workers.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';

const GIB = 2 ** 30;

/** type, CPUs, advertised GiB, capacity and allocatable as measured, most pods. */
const EKS = [
  ['r5.xlarge', 4, 32, 33163589976, 32122060406, 58],
  ['r5.2xlarge', 8, 64, 66681921536, 65640685568, 58],
  ['r5.4xlarge', 16, 128, 133523017039, 130451041681, 234],
  ['r5.16xlarge', 64, 512, 535122860310, 526249457876, 737],
  ['r7i.xlarge', 4, 32, 33089273856, 32048037888, 58],
  ['r7i.4xlarge', 16, 128, 132918992896, 129847705600, 234],
] as const;
const GKE = [
  ['n2-highmem-16', 16, 128, 135074349056, 125132800000],
  ['n2-standard-16', 16, 64, 67428651008, 61481127936],
  ['n4-standard-16', 16, 64, 67428655104, 61481132032],
  ['n2-standard-64', 64, 256, 270450806784, 257760940032],
] as const;

const gibibytes = (capacity: NodeCapacity) => capacity.allocatableMemory.toBytes() / GIB;

describe('NodeCapacity', () => {
  test.each(EKS)('works out the allocatable memory of %s', (_type, cpus, memoryGiB, capacity, allocatable, maxPods) => {
    const worked = NodeCapacity.eks({ cpus, memoryGiB, capacity: Memory.bytes(capacity), maxPods });
    expect(Math.abs(gibibytes(worked) - allocatable / GIB)).toBeLessThan(0.001);
  });

  test.each(EKS)(
    'knows the most pods of %s, and estimates what its system sees',
    (_type, cpus, memoryGiB, _capacity, allocatable) => {
      const estimated = gibibytes(NodeCapacity.eks({ cpus, memoryGiB })) * GIB;
      expect(Math.abs(estimated / allocatable - 1)).toBeLessThan(0.01);
    },
  );

  test.each(GKE)('works out the allocatable memory of %s', (_type, cpus, memoryGiB, capacity, allocatable) => {
    const worked = NodeCapacity.gke({ cpus, memoryGiB, capacity: Memory.bytes(capacity) });
    expect(Math.abs(gibibytes(worked) - allocatable / GIB)).toBeLessThan(0.001);
  });

  test('works out n2-highmem-4, whose measured row is 4.5 MiB below the formula', () => {
    const worked = NodeCapacity.gke({ cpus: 4, memoryGiB: 32, capacity: Memory.bytes(33669926912) });
    expect(gibibytes(worked) - 29779155746 / GIB).toBeCloseTo(0.00434, 4);
  });

  test.each(GKE)('estimates what the system of %s sees', (_type, cpus, memoryGiB, _capacity, allocatable) => {
    const estimated = gibibytes(NodeCapacity.gke({ cpus, memoryGiB })) * GIB;
    expect(Math.abs(estimated / allocatable - 1)).toBeLessThan(0.01);
  });

  test.each([
    [2, 1.93],
    [4, 3.92],
    [8, 7.91],
    [16, 15.89],
    [32, 31.85],
    [64, 63.77],
    [96, 95.69],
  ])('leaves of %i CPUs %d', (cpus, allocatable) => {
    expect(NodeCapacity.gke({ cpus, memoryGiB: cpus * 8 }).allocatableCpus).toBe(allocatable);
    expect(NodeCapacity.eks({ cpus, memoryGiB: cpus * 8 }).allocatableCpus).toBe(allocatable);
  });

  test('takes off what system pods request', () => {
    const worked = NodeCapacity.eks({ cpus: 4, memoryGiB: 32, capacity: Memory.bytes(33163589976), maxPods: 58 });
    expect([worked.availableCpus, worked.allocatableMemory.toBytes() - worked.availableMemory.toBytes()]).toEqual([
      3.725, 262144000,
    ]);
  });
});

describe('DaskWorkers', () => {
  test('divides a node into workers that fill it', () => {
    const capacity = Memory.bytes(135074349056);
    const sizes = DaskWorkers.sizes(NodeCapacity.gke({ cpus: 16, memoryGiB: 128, capacity }));
    expect(sizes.map(({ threads, cpus, memory }) => [threads, cpus, memory.toString()])).toEqual([
      [1, 0.9, '7.23 GiB'],
      [2, 1.9, '14.47 GiB'],
      [4, 3.8, '28.94 GiB'],
      [8, 7.7, '57.88 GiB'],
      [16, 15.4, '115.76 GiB'],
    ]);
  });
});

describe('Memory', () => {
  test.each([0, -1, 0.5, Number.NaN])('refuses %d bytes', (bytes) => {
    expect(() => Memory.bytes(bytes)).toThrow(
      `Memory: the amount must be a whole number of bytes above 0, got ${bytes}; give a positive amount`,
    );
  });

  test.each([
    [Memory.gibibytes(1.5), 1610612736, '1.5 GiB'],
    [Memory.mebibytes(256), 268435456, '256 MiB'],
    [Memory.gibibytes(1), 1073741824, '1 GiB'],
    [Memory.bytes(1073741823), 1073741823, '1024 MiB'],
  ])('counts %s in bytes', (memory, bytes, text) => {
    expect([memory.toBytes(), memory.toString()]).toEqual([bytes, text]);
  });
});
