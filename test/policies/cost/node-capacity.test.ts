import { expect, test } from 'vitest';
import { machineOf, nodeRoom } from '../../../policies/src/cost/node-capacity.ts';

const GIB = 2 ** 30;

// Measured on live nodes: CPUs in thousandths and bytes left beside system pods.
test.each([
  ['aws', 'r5.xlarge', 3725, 31_859_916_406],
  ['aws', 'r5.2xlarge', 7715, 65_296_752_640],
  ['aws', 'r5.4xlarge', 15_695, 130_188_897_681],
  ['aws', 'r5.16xlarge', 63_575, 525_987_313_876],
  ['aws', 'r7i.4xlarge', 15_695, 129_585_561_600],
  ['google', 'n2-highmem-4', 3448, 28_967_406_928],
  ['google', 'n2-highmem-16', 15_418, 124_447_031_296],
  ['google', 'n2-standard-16', 15_418, 60_795_359_232],
  ['google', 'n2-standard-64', 63_298, 257_075_171_328],
] as const)('on %s a node of %s has about the room that was measured', (cloud, type, milliCpus, bytes) => {
  const machine = machineOf(type);
  const room = machine && nodeRoom(cloud, machine);
  expect(room?.milliCpus).toBe(milliCpus);
  expect(Math.abs((room?.bytes ?? 0) - bytes) / GIB).toBeLessThan(4);
  expect(Math.abs((room?.bytes ?? 0) / bytes - 1)).toBeLessThan(0.012);
});

test.each([
  ['r8i-flex.large', { cpus: 2, memoryGiB: 16, gpus: 0 }],
  ['m7g.xlarge', { cpus: 4, memoryGiB: 16, gpus: 0 }],
  ['c5.xlarge', { cpus: 4, memoryGiB: 8, gpus: 0 }],
  ['g4dn.2xlarge', { cpus: 8, memoryGiB: 32, gpus: 1 }],
  ['g4dn.12xlarge', { cpus: 48, memoryGiB: 192, gpus: 4 }],
  ['g5.16xlarge', { cpus: 64, memoryGiB: 256, gpus: 1 }],
  ['g5.48xlarge', { cpus: 192, memoryGiB: 768, gpus: 8 }],
  ['g6e.xlarge', { cpus: 4, memoryGiB: 32, gpus: 1 }],
  ['n1-standard-8', { cpus: 8, memoryGiB: 30, gpus: 0 }],
  ['e2-highmem-4', { cpus: 4, memoryGiB: 32, gpus: 0 }],
  ['x99.large', undefined],
  ['mac1.metal', undefined],
])('%s', (type, machine) => {
  expect(machineOf(type)).toEqual(machine);
});
