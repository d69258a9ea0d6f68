import { z } from 'zod';
import { domain } from './address.ts';
import { expected } from './expected.ts';
import { poolName, shortName } from './name.ts';
import { secretReference } from './secret-reference.ts';

const host = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?$/, { error: expected('the host of a registry, like quay.io') })
  .refine((name) => name !== 'docker.io', {
    error: expected('a registry that logs in at its own host', 'use for example quay.io or ghcr.io'),
  });

const cluster = z.strictObject({
  kind: z.literal('cluster').describe('the registry of cluster.yaml; a cloud identity logs in to it'),
  repository: shortName.describe('a name of registry.repositories in cluster.yaml, for this hub alone'),
});

const external = z.strictObject({
  kind: z.literal('external').describe('any other registry, with a user who may push'),
  server: host.describe('host of the registry, for example quay.io'),
  imagePrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.:/_-]*$/, {
      error: expected('the beginning of image names', 'write it like quay.io/atlas/earth-'),
    })
    .describe('what the names of built images begin with, for example quay.io/atlas/earth-'),
  username: z
    .string()
    .regex(/^[\w.+@-]+$/, { error: expected('a user name') })
    .describe('user who may push, for example a robot account'),
  password: secretReference.describe('reference to the password or token of that user'),
});

const binder = z.strictObject({
  domain: domain.describe(
    "host name of BinderHub's page; unique in the fleet, its record leads to the load balancer too",
  ),
  banner: z.string().min(1).optional().describe('text above the page, for example who runs it'),
});

/** Images that users build from git repositories. */
export const imageBuilding = z.strictObject({
  registry: z.discriminatedUnion('kind', [cluster, external]).describe('where the images go'),
  repositories: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9-]+(?:\/[\w.-]+)?$/, { error: expected('an owner, or owner/repository, of GitHub') }),
    )
    .min(1)
    .optional()
    .describe(
      'owners, or repositories as owner/repository, of GitHub that may be built; default: any repository anywhere',
    ),
  pool: poolName.optional().describe('user pool whose nodes build; default: the one with the smallest nodes'),
  binder: binder
    .optional()
    .describe("BinderHub's own page; absent: users build where they choose the image of a profile"),
});
