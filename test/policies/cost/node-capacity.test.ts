import { describe, expect, test } from 'vitest';
import { NodeCapacity } from '../../../constructs/src/hub/node-capacity.ts';
import { machineOf } from '../../../policies/src/cost/machine.ts';
import { MEASURED_MACHINES } from '../../../policies/src/cost/measured-machines.ts';
import { nodeRoom, workedCapacity } from '../../../policies/src/cost/node-capacity.ts';

const GIB = 2 ** 30;

describe('the room of a node', () => {
  test.each(Object.entries(MEASURED_MACHINES))('of type %s is what was measured', (type, [, , cpus, bytes]) => {
    expect(nodeRoom(type)).toMatchObject({ milliCpus: Math.round(cpus * 1000), bytes });
  });

  test.each(Object.entries(MEASURED_MACHINES))('of type %s could as well be worked out', (type, [, , cpus, bytes]) => {
    const machine = machineOf(type);
    if (!machine) throw new Error(`${type} has no known size`);
    const { available } = workedCapacity(machine.cloud, machine);
    expect(Math.abs(available.milliCpus - cpus * 1000)).toBeLessThanOrEqual(30);
    expect(Math.abs(available.bytes - bytes) / GIB).toBeLessThan(4);
    expect(Math.abs(available.bytes / bytes - 1)).toBeLessThan(0.012);
  });

  test.each([
    // EKS: 16 GiB × 0.948 − 11 MiB for each pod − 255 MiB − 100 MiB − 250 MiB of system pods.
    ['m5.xlarge', { milliCpus: 3725, bytes: Math.trunc(16 * GIB * 0.948 - (11 * 58 + 605) * 2 ** 20), pods: 48 }],
    ['g4dn.xlarge', { milliCpus: 3725, bytes: Math.trunc(16 * GIB * 0.948 - (11 * 29 + 605) * 2 ** 20), pods: 19 }],
    ['g4dn.2xlarge', { milliCpus: 7715, bytes: Math.trunc(32 * GIB * 0.963 - (11 * 29 + 605) * 2 ** 20), pods: 19 }],
    [
      'g4dn.4xlarge',
      { milliCpus: 15_695, bytes: Math.trunc(64 * GIB * 0.966 - (11 * 234 + 605) * 2 ** 20), pods: 224 },
    ],
    ['n2-highmem-2', { pods: 100 }],
    ['x99.large', undefined],
  ])('of type %s follows the published reservations', (type, room) => {
    if (room) expect(nodeRoom(type)).toMatchObject(room);
    else expect(nodeRoom(type)).toBeUndefined();
  });

  test.each([
    ...Object.keys(MEASURED_MACHINES),
    'm5.xlarge',
    'g4dn.xlarge',
    'g4dn.4xlarge',
    'g2-standard-8',
    'e2-medium',
  ])('is the same for rules, estimates and constructs: %s', (type) => {
    const room = nodeRoom(type);
    const node = NodeCapacity.ofMachineType(type);
    expect(node?.availableMemory.toBytes()).toBe(room?.bytes);
    expect(node?.availableCpus).toBe((room?.milliCpus ?? 0) / 1000);
  });
});

test.each([
  ['r8i-flex.large', { cloud: 'aws', cpus: 2, memoryGiB: 16, gpus: 0 }],
  ['m7g.xlarge', { cloud: 'aws', cpus: 4, memoryGiB: 16, gpus: 0 }],
  ['c5.xlarge', { cloud: 'aws', cpus: 4, memoryGiB: 8, gpus: 0 }],
  ['t3.medium', { cloud: 'aws', cpus: 2, memoryGiB: 4, gpus: 0 }],
  ['g4dn.2xlarge', { cloud: 'aws', cpus: 8, memoryGiB: 32, gpus: 1 }],
  ['g4dn.12xlarge', { cloud: 'aws', cpus: 48, memoryGiB: 192, gpus: 4 }],
  ['g5.16xlarge', { cloud: 'aws', cpus: 64, memoryGiB: 256, gpus: 1 }],
  ['g5.48xlarge', { cloud: 'aws', cpus: 192, memoryGiB: 768, gpus: 8 }],
  ['g6e.xlarge', { cloud: 'aws', cpus: 4, memoryGiB: 32, gpus: 1 }],
  ['n1-standard-8', { cloud: 'google', cpus: 8, memoryGiB: 30, gpus: 0 }],
  ['e2-highmem-4', { cloud: 'google', cpus: 4, memoryGiB: 32, gpus: 0 }],
  ['x99.large', undefined],
  ['mac1.metal', undefined],
])('%s', (type, machine) => {
  expect(machineOf(type)).toEqual(machine);
});
