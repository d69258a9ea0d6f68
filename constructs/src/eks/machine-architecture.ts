/** Processor family of an EC2 machine type. Graviton families carry a g after the generation: r7g, c8gd, m6gn. */
export function machineArchitecture(machineType: string): 'arm64' | 'x86_64' {
  return /^[a-z]+\d+g[a-z]*\./.test(machineType) && !/^(g|p)\d/.test(machineType) ? 'arm64' : 'x86_64';
}
