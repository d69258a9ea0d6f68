/**
 * Builds of the add-ons that follow the Kubernetes version, by that version: the tables "kube-proxy versions" and
 * "CoreDNS versions" of the Amazon EKS user guide, read 2026-11-23. One line for each, so that a bot can replace it.
 */
const VERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-proxy': {
    '1.31': 'v1.31.14-eksbuild.9',
    '1.32': 'v1.32.13-eksbuild.5',
    '1.33': 'v1.33.10-eksbuild.2',
    '1.34': 'v1.34.6-eksbuild.2',
    '1.35': 'v1.35.3-eksbuild.2',
  },
  coredns: {
    '1.31': 'v1.11.4-eksbuild.33',
    '1.32': 'v1.11.4-eksbuild.33',
    '1.33': 'v1.13.2-eksbuild.4',
    '1.34': 'v1.13.2-eksbuild.4',
    '1.35': 'v1.13.2-eksbuild.4',
  },
};

/** The build of an add-on that a cluster gets unless it names one; undefined where EKS chooses. */
export function addOnVersion(addOn: string, kubernetesVersion: string): string | undefined {
  return VERSIONS[addOn]?.[kubernetesVersion];
}
