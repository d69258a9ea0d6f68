import { z } from 'zod';

const ingress = z.strictObject({
  kind: z.literal('ingress').describe('an ingress with a certificate of its own'),
  controller: z
    .enum(['traefik', 'f5Nginx'])
    .default('traefik')
    .describe('ingress controller that serves it; traefik is the one that comes with a cluster'),
  issuer: z.string().min(1).default('letsencrypt').describe('cluster issuer of cert-manager that signs'),
});

const gateway = z.strictObject({
  kind: z.literal('gateway').describe('a route of a gateway (Gateway API), which holds the certificate'),
  name: z.string().min(1).describe('name of the gateway'),
  namespace: z.string().min(1).describe('namespace of the gateway'),
  listener: z.string().min(1).optional().describe('listener of the gateway; default: any that matches'),
});

/** How a hub is reached. */
export const exposure = z.discriminatedUnion('kind', [ingress, gateway]);
