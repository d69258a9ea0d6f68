import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { NetworkPolicyV1, type NetworkPolicyV1SpecIngress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { Construct } from 'constructs';

/** Namespace of the ingress controller. */
export const INGRESS_NAMESPACE = 'ingress';
/** Namespace of everything that watches. */
export const MONITORING_NAMESPACE = 'support';

/** Closes a namespace to all but those named. What its pods reach themselves stays open. */
export function guardNamespace(scope: Construct, namespace: NamespaceV1, ingress: NetworkPolicyV1SpecIngress[]): void {
  new NetworkPolicyV1(scope, 'NetworkPolicy', {
    metadata: { name: 'who-may-enter', namespace: namespace.metadata.nameInput },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
    dependsOn: [namespace],
  });
}

/** Lets in the pods of a namespace, to all ports or to one. */
export function fromNamespace(name: string, port?: string): NetworkPolicyV1SpecIngress {
  return {
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }],
    ...(port !== undefined && { ports: [{ port }] }),
  };
}
