import { z } from 'zod';
import { controlPlaneKeys } from '../schema/cluster-keys.ts';
import { expected } from '../schema/expected.ts';
import { logRetention } from './aws-network.ts';

/** Control plane of a cluster on EKS. */
export const awsControlPlane = z.strictObject({
  ...controlPlaneKeys,
  logRetentionDays: logRetention.default(30).describe('days for which logs of the control plane are kept'),
  logTypes: z
    .array(z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']))
    .optional()
    .describe('kinds of logs of the control plane; default: all'),
  extendedSupport: z
    .boolean()
    .default(false)
    .describe('keep a version beyond its standard support, at six times the fee of the control plane'),
});

const addOn = z.strictObject({
  version: z
    .string()
    .regex(/^v[0-9]+\.[0-9]+\.[0-9]+\S*$/, { error: expected('a version like v1.20.4-eksbuild.2') })
    .optional()
    .describe(
      'exact version; default: the build that hubfleet knows for the Kubernetes version, else what EKS takes when the add-on is installed',
    ),
  configuration: z
    .record(z.string(), z.json())
    .optional()
    .describe('settings by the schema of the add-on; default: those of EKS'),
});

/** Add-ons of EKS. */
export const awsAddOns = z
  .record(z.string().regex(/^[a-z][a-z0-9-]*$/, { error: expected('the name of an add-on') }), addOn)
  .default({})
  .describe(
    'add-ons beside vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver and metrics-server, or versions and settings of these',
  );
