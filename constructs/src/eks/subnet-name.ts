/** Name of the private subnet of a zone, by which other stacks find it. */
export function privateSubnetName(networkName: string, zone: string): string {
  return `${networkName}-private-${zone}`;
}
