/**
 * The part number `index` of an IPv4 network that is cut into `2 ** newBits` equal parts, as Terraform's `cidrsubnet`
 * counts them.
 */
export function subnetCidr(cidr: string, newBits: number, index: number): string {
  const [address = '', prefix = ''] = cidr.split('/');
  const length = Number(prefix) + newBits;
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !(octet >= 0 && octet <= 255)) || !(length <= 32)) {
    throw new Error(`'${cidr}' cannot be cut into ${2 ** newBits} networks; give an IPv4 network such as 10.0.0.0/16`);
  }
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const start = base + index * 2 ** (32 - length);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${length}`;
}
