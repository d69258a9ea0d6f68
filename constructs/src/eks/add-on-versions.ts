/**
 * Builds of the add-ons of EKS by Kubernetes version, one line for each, so that a bot can replace it.
 *
 * - `kube-proxy`, `coredns`, `vpc-cni`, `aws-ebs-csi-driver`, `eks-pod-identity-agent`: the default of
 *   `aws eks describe-addon-versions` in us-east-1, as floci-io/floci keeps the answer in
 *   `src/main/resources/eks/addon-versions.json` (commit 3a120ed), read 2026-11-29.
 * - `aws-efs-csi-driver`: the same default as the engine of Qovery lists it up to 1.34; the build that
 *   public configurations of 1.35 and 1.36 run after that, read 2026-11-29.
 * - `metrics-server`: builds that EKS offers for each version, from public configurations that keep them by version, read
 *   2026-11-29.
 */
const VERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vpc-cni': {
    '1.31': 'v1.22.4-eksbuild.3',
    '1.32': 'v1.22.4-eksbuild.3',
    '1.33': 'v1.22.4-eksbuild.3',
    '1.34': 'v1.22.4-eksbuild.3',
    '1.35': 'v1.22.4-eksbuild.3',
    '1.36': 'v1.22.4-eksbuild.3',
  },
  'kube-proxy': {
    '1.31': 'v1.31.14-eksbuild.36',
    '1.32': 'v1.32.13-eksbuild.32',
    '1.33': 'v1.33.10-eksbuild.29',
    '1.34': 'v1.34.6-eksbuild.29',
    '1.35': 'v1.35.3-eksbuild.29',
    '1.36': 'v1.36.0-eksbuild.25',
  },
  coredns: {
    '1.31': 'v1.11.4-eksbuild.60',
    '1.32': 'v1.11.4-eksbuild.60',
    '1.33': 'v1.12.4-eksbuild.38',
    '1.34': 'v1.12.4-eksbuild.38',
    '1.35': 'v1.13.2-eksbuild.31',
    '1.36': 'v1.14.6-eksbuild.4',
  },
  'aws-ebs-csi-driver': {
    '1.31': 'v1.66.0-eksbuild.1',
    '1.32': 'v1.66.0-eksbuild.1',
    '1.33': 'v1.66.0-eksbuild.1',
    '1.34': 'v1.66.0-eksbuild.1',
    '1.35': 'v1.66.0-eksbuild.1',
    '1.36': 'v1.66.0-eksbuild.1',
  },
  'aws-efs-csi-driver': {
    '1.31': 'v2.3.1-eksbuild.1',
    '1.32': 'v2.3.1-eksbuild.1',
    '1.33': 'v2.3.1-eksbuild.1',
    '1.34': 'v2.3.1-eksbuild.1',
    '1.35': 'v3.4.2-eksbuild.1',
    '1.36': 'v3.4.2-eksbuild.1',
  },
  'metrics-server': {
    '1.31': 'v0.8.1-eksbuild.14',
    '1.32': 'v0.8.1-eksbuild.14',
    '1.33': 'v0.8.1-eksbuild.14',
    '1.34': 'v0.9.0-eksbuild.5',
    '1.35': 'v0.9.0-eksbuild.5',
    '1.36': 'v0.9.0-eksbuild.11',
  },
  'eks-pod-identity-agent': {
    '1.31': 'v1.3.10-eksbuild.3',
    '1.32': 'v1.3.10-eksbuild.3',
    '1.33': 'v1.3.10-eksbuild.3',
    '1.34': 'v1.3.10-eksbuild.3',
    '1.35': 'v1.3.10-eksbuild.3',
    '1.36': 'v1.3.10-eksbuild.3',
  },
};

/** The build of an add-on that a cluster gets unless it names one; undefined where EKS chooses. */
export function addOnVersion(addOn: string, kubernetesVersion: string): string | undefined {
  return VERSIONS[addOn]?.[kubernetesVersion];
}
