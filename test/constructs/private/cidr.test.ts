import { expect, test } from 'vitest';
import { subnetCidr } from '../../../constructs/src/private/cidr.ts';

test.each([
  ['10.0.0.0/16', 3, 0, '10.0.0.0/19'],
  ['10.0.0.0/16', 3, 7, '10.0.224.0/19'],
  ['10.0.224.0/19', 3, 2, '10.0.232.0/22'],
  ['10.20.0.0/16', 1, 1, '10.20.128.0/17'],
  ['192.168.0.0/20', 8, 255, '192.168.15.240/28'],
])('%s cut by %i bits has %i at its place', (cidr, newBits, index, part) => {
  expect(subnetCidr(cidr, newBits, index)).toBe(part);
});

test.each(['10.0.0.0/30', '10.0.0/16', '300.0.0.0/16', 'ten'])('%s is refused with an example', (cidr) => {
  expect(() => subnetCidr(cidr, 3, 0)).toThrow(
    `'${cidr}' cannot be cut into 8 networks; give an IPv4 network such as 10.0.0.0/16`,
  );
});
