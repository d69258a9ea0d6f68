import { z } from 'zod';
import { controlPlaneKeys } from '../schema/cluster-keys.ts';
import { expected } from '../schema/expected.ts';
import { shortName } from '../schema/name.ts';
import { wholeNumber } from '../schema/quantity.ts';

const time = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/, {
  error: expected('a time like "2026-12-01T00:00:00Z"'),
});

const exclusion = z.strictObject({
  from: time.describe('when it begins, UTC, in quotes'),
  to: time.describe('when it ends, at most 30 days later, UTC, in quotes'),
});

const maintenance = z.strictObject({
  startHour: wholeNumber(0, 23).default(3).describe('hour at which it begins, UTC'),
  hours: wholeNumber(4, 24).default(4).describe('hours that it lasts'),
  days: z
    .array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']))
    .min(1)
    .optional()
    .describe('days of the week; GKE asks for 48 hours in 32 days; default: every day'),
  exclusions: z
    .record(shortName, exclusion)
    .default({})
    .describe('stretches of time without upgrades by name, for example a term'),
});

/** Control plane of a cluster on GKE. */
export const googleControlPlane = z.strictObject({
  ...controlPlaneKeys,
  releaseChannel: z
    .enum(['RAPID', 'REGULAR', 'STABLE', 'EXTENDED', 'PINNED'])
    .default('REGULAR')
    .describe('where upgrades come from; PINNED: only from kubernetesVersion in this file'),
  maintenance: maintenance.prefault({}).describe('when GKE may upgrade and repair'),
  logComponents: z
    .array(z.enum(['SYSTEM_COMPONENTS', 'WORKLOADS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER']))
    .optional()
    .describe('components whose logs are kept; WORKLOADS holds what pods print and can be much; default: all but that'),
  securityGroup: z
    .string()
    .regex(/^gke-security-groups@\S+$/, { error: expected('a group like gke-security-groups@example.org') })
    .optional()
    .describe('Google group whose member groups Kubernetes role bindings may name'),
});
