import { IngressController } from './exposure';
import type { HubConfiguration } from './hub-configuration';
import { InternetAccess } from './hub-network';
import type { Draft, Json, Values } from './json';

const DEFAULT_ISSUER = 'letsencrypt';

/** `ingress` or `httpRoute`; TLS always. */
export function exposureValues({ domain, hubName, network }: HubConfiguration): Draft {
  const { ingress, gateway } = network.exposure?._settings ?? { ingress: {}, gateway: undefined };
  if (gateway) {
    const { gatewayName: name, gatewayNamespace: namespace, sectionName } = gateway;
    return { httpRoute: { enabled: true, hostnames: [domain], gateway: { name, namespace, sectionName } } };
  }
  const { controller = IngressController.TRAEFIK, tlsIssuer = DEFAULT_ISSUER } = ingress ?? {};
  return {
    ingress: {
      enabled: true,
      ingressClassName: controller.className,
      hosts: [domain],
      tls: [{ hosts: [domain], secretName: `${hubName}-tls` }],
      annotations: { 'cert-manager.io/cluster-issuer': tlsIssuer, ...controller.annotations },
    },
  };
}

/** Metadata address of both clouds. */
const METADATA_CIDR = '169.254.169.254/32';
const PRIVATE_CIDRS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const WEB: Json = {
  ports: [
    { port: 80, protocol: 'TCP' },
    { port: 443, protocol: 'TCP' },
    { port: 443, protocol: 'UDP' },
  ],
  to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE_CIDRS, METADATA_CIDR] } }],
};

function podsOf(labels: Values): Json {
  return { to: [{ podSelector: { matchLabels: labels } }] };
}

/** What user servers reach within the cluster: the hub by its public address, the proxy, and Dask's proxy. */
export function serverNetworkValues({ network, features, metadataServer }: HubConfiguration): Draft {
  const { internetAccess = InternetAccess.ALL_PORTS, ingressNamespace = 'ingress' } = network;
  const egress: Json[] = [
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': ingressNamespace } } }] },
    podsOf({ app: 'jupyterhub', component: 'proxy' }),
  ];
  if (features.dask) egress.push(podsOf({ 'app.kubernetes.io/component': 'traefik' }));
  if (internetAccess === InternetAccess.WEB_ONLY) egress.push(WEB);
  return {
    networkPolicy: {
      enabled: true,
      egress,
      egressAllowRules: {
        cloudMetadataServer: metadataServer,
        nonPrivateIPs: internetAccess === InternetAccess.ALL_PORTS,
        privateIPs: false,
      },
    },
    cloudMetadata: { blockWithIptables: !metadataServer, ip: '169.254.169.254' },
  };
}

/** Environment of the hub: behind a balancer it sees private addresses of visitors, and must not bind tokens to them. */
export const HUB_ENVIRONMENT: Values = { JUPYTERHUB_XSRF_ANONYMOUS_IP_CIDRS: PRIVATE_CIDRS.join(';') };
