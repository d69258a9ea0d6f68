const BOUNDARY = 'hubfleet';

/** Settings of the kubelet as user data of a launch template; EKS puts its own part beside it. */
export function nodeUserData(kubelet: Record<string, unknown>): string {
  const config = {
    apiVersion: 'node.eks.aws/v1alpha1',
    kind: 'NodeConfig',
    spec: { kubelet: { config: kubelet } },
  };
  const text = [
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    `--${BOUNDARY}`,
    'Content-Type: application/node.eks.aws',
    '',
    // YAML reads JSON.
    JSON.stringify(config),
    '',
    `--${BOUNDARY}--`,
    '',
  ].join('\n');
  return Buffer.from(text).toString('base64');
}
