import { z } from 'zod';
import { cidr, domain, email } from './address.ts';
import { alerts } from './alerts.ts';
import { expected } from './expected.ts';
import { image } from './image.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';
import { secretReference } from './secret-reference.ts';

const ingress = z.strictObject({
  traefik: z
    .boolean()
    .default(true)
    .describe('install Traefik; without it another controller serves the load balancer, which stays'),
  loadBalancerAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe('annotations of the load balancer, by which clouds take further wishes'),
  allowedCidrs: z.array(cidr).min(1).optional().describe('IPv4 ranges that may reach the hubs; default: all'),
});

const prometheus = z.strictObject({
  enabled: z.boolean().default(true).describe('collect metrics and evaluate alert rules'),
  retentionDays: wholeNumber(1, 3650).default(365).describe('days for which metrics are kept'),
  diskGiB: sizeGiB(10, 16_384).default(100).describe('disk of the metrics in GiB; the oldest go before it is full'),
  memoryGiB: wholeNumber(1, 256).default(4).describe('memory in GiB; more users and pods need more'),
});

const client = {
  clientId: z.string().min(1).describe('id of the OAuth application; not a secret'),
  clientSecret: secretReference.describe('reference to the secret of the OAuth application'),
};

const grafanaLogin = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('github').describe('members of GitHub organizations'),
    ...client,
    organizations: z.array(z.string().min(1)).min(1).describe('organizations whose members see the dashboards'),
  }),
  z.strictObject({
    kind: z.literal('google').describe('Google Workspace accounts'),
    ...client,
    hostedDomains: z.array(domain).min(1).describe('Workspace domains whose accounts see the dashboards'),
  }),
]);

const grafana = z.strictObject({
  domain: domain.describe('host name of Grafana; unique in the fleet'),
  login: grafanaLogin.optional().describe('who sees the dashboards; default: only its administrator'),
  dashboards: z.boolean().default(true).describe("JupyterHub's public dashboards, compiled when Grafana starts"),
  diskGiB: sizeGiB(1, 1024).default(2).describe('disk of Grafana in GiB'),
});

const minerProtection = z.strictObject({
  enabled: z.boolean().default(false).describe('stop programs that mine crypto currencies'),
  bannedTexts: z
    .array(z.string().min(6))
    .default([])
    .describe('texts that no honest command line holds; a process with one is stopped'),
});

const uptimeChecks = z.strictObject({
  recipients: z.array(email).min(1).describe('e-mail addresses that are told when a hub is away, and when it is back'),
});

const healthChecks = z.strictObject({
  image: image.describe('image whose program is hubfleet, with a fixed tag or a digest'),
  everyHours: z
    .union(
      [1, 2, 3, 4, 6, 8, 12, 24].map((hours) => z.literal(hours)),
      { error: expected('one of 1, 2, 3, 4, 6, 8, 12 and 24') },
    )
    .default(24)
    .describe('hours between two checks of a hub; each starts a server, and maybe a node for it'),
  history: z
    .string()
    .min(1)
    .optional()
    .describe('bucket of this file that keeps the results, below health/; absent: the log of the job has them'),
});

/** Services that all hubs of a cluster share; each can be left out. */
export const support = z.strictObject({
  certificateContact: email
    .optional()
    .describe('e-mail address given to the certificate authority; default: owner.contact'),
  ingress: ingress.prefault({}).describe('load balancer and ingress controller'),
  autoscaler: z.boolean().default(true).describe('start and stop nodes by need, where the cloud does not itself'),
  devicePlugin: z.boolean().default(true).describe('count GPUs, where pools have some and the cloud does not itself'),
  prometheus: prometheus.prefault({}).describe('metrics'),
  alerts: alerts.optional().describe('who hears of which alerts; absent: nobody'),
  uptimeChecks: uptimeChecks
    .optional()
    .describe('the cloud asks each hub from outside every few minutes whether it is there; absent: nobody asks'),
  healthChecks: healthChecks
    .optional()
    .describe('hubfleet verify by the clock, a job in the namespace of each hub; absent: nobody verifies'),
  grafana: grafana.optional().describe('dashboards of the metrics; absent: none'),
  costMonitoring: z
    .boolean()
    .default(true)
    .describe('daily cost by hub, user and group in Grafana; on AWS, and only with Grafana'),
  minerProtection: minerProtection.prefault({}).describe('protection against mining'),
  secretsRevision: wholeNumber(1, 1_000_000)
    .default(1)
    .describe('raise it when a secret was changed at its source, so that it is read again'),
});

export type SupportFile = z.output<typeof support>;
