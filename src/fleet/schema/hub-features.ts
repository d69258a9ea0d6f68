import { supportCharts } from '@hubfleet/constructs/sizing';
import { z } from 'zod';
import { httpsUrl } from './address.ts';
import { expected } from './expected.ts';
import { image } from './image.ts';
import { poolName } from './name.ts';
import { cpu, memory } from './profile.ts';
import { wholeNumber } from './quantity.ts';

/** Bounds of a hub. */
export const limits = z.strictObject({
  namedServersPerUser: wholeNumber(0, 100)
    .default(0)
    .describe('servers a user may run beside the first, each with a name'),
  activeServers: wholeNumber(1, 100_000).optional().describe('most servers at once; default: no limit'),
  concurrentStarts: wholeNumber(1, 1000).default(100).describe('most servers that start at once'),
});

/** Room kept free, so that the next users need not wait for a node. */
export const placeholders = z.strictObject({
  count: wholeNumber(0, 1000).describe('how many are kept; each gives way to a server'),
  wholeNodes: z.boolean().default(false).describe('count nodes instead: so many of a pool run at least'),
  pool: poolName.optional().describe('with wholeNodes, pool of the nodes; default: that of the default profile'),
  memory: memory.optional().describe('memory of one; default: that of the default profile'),
  cpu: cpu.optional().describe('CPUs of one; default: those of the default profile'),
});

/** Pages of a hub from a git repository. */
export const homePage = z.strictObject({
  repository: httpsUrl.describe('address of the git repository, with folders templates and extra-assets'),
  branch: z.string().min(1).default('main').describe('branch of the repository'),
  everyMinutes: wholeNumber(1, 1440).default(5).describe('minutes between two looks for a newer state'),
});

export const imagePulling = z.enum(['onDemand', 'onNewNodes', 'beforeUpgrades']);

export const internetAccess = z.enum(['allPorts', 'webOnly']);

/** What Prometheus learns of a hub beside the hub's own metrics. */
export const metrics = z.strictObject({
  homeSizes: z
    .boolean()
    .default(true)
    .describe('the size of each home directory, where homes are on a storage of the cluster and it has Prometheus'),
  groups: z
    .boolean()
    .default(false)
    .describe('which groups users are in, so that cost is told by group; needs a login that brings groups'),
});

/** Rights beyond a user's own. */
export const role = z.strictObject({
  scopes: z
    .array(z.string().regex(/^!?[a-z][a-z:-]*(?:![a-z]+=\S+)?$/, { error: expected("one of JupyterHub's scopes") }))
    .min(1)
    .describe('scopes of JupyterHub, for example admin:servers!group=course-1'),
  users: z.array(z.string().min(1)).optional().describe('users who have the role'),
  groups: z.array(z.string().min(1)).optional().describe('groups whose members have the role'),
  services: z.array(z.string().min(1)).optional().describe('services that have the role'),
});

/** A file of every server. */
export const serverFile = z.strictObject({
  path: z
    .string()
    .regex(/^\/\S+$/, { error: expected('an absolute path') })
    .describe('absolute path in the server'),
  content: z.string().describe('what the file says; never a secret'),
  mode: wholeNumber(0, 0o777).optional().describe('permissions, for example 0o755; default: 0o644'),
});

/** How the chart is installed. */
export const chart = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, { error: expected('a version like 4.4.0') })
    .default(supportCharts.jupyterhub.version)
    .describe('version of the Zero to JupyterHub chart'),
  hubImage: image
    .optional()
    .describe(
      'image of the hub itself, made from that of the chart with further Python packages; default: that of the chart',
    ),
  timeoutSeconds: wholeNumber(60, 7200).default(900).describe('seconds for an upgrade before it is rolled back'),
  secretsRevision: wholeNumber(1, 1_000_000)
    .default(1)
    .describe('raise it when a secret was changed at its source, so that it is read again'),
});
