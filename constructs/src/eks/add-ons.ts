import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { Construct } from 'constructs';
import { addOnVersion } from './add-on-versions';
import { attachAwsPolicies, type OidcProvider, serviceAccountRole } from './iam';

/** How an add-on of EKS is installed. */
export interface AddOnOptions {
  /**
   * Exact version, for example `v1.20.4-eksbuild.2`.
   * @default - the build that this library knows for the Kubernetes version; for add-ons and versions it does not know,
   * what EKS takes when the add-on is installed, which stays until one is named
   */
  readonly version?: string;
  /**
   * Settings of the add-on, by its own schema.
   * @default - those of EKS
   */
  readonly configuration?: Record<string, unknown>;
}

/** What add-ons take from their cluster. */
export interface AddOnHost {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  /** The cluster's name as a reference, so that add-ons come after the cluster. */
  readonly clusterReference: string;
  readonly oidcProvider: OidcProvider;
}

/** What every cluster needs; the rest is added by name. */
const DEFAULTS: Record<string, AddOnOptions> = {
  'vpc-cni': { configuration: { enableNetworkPolicy: 'true' } },
  'kube-proxy': {},
  coredns: {},
  'aws-ebs-csi-driver': {},
  'metrics-server': {},
};

/** Add-ons that act in the cloud, with the service account that does. */
const IDENTITIES: Record<string, { id: string; roleEnd: string; serviceAccount: string; policy: string }> = {
  'aws-ebs-csi-driver': {
    id: 'EbsIdentity',
    roleEnd: 'ebs-csi',
    serviceAccount: 'ebs-csi-controller-sa',
    policy: 'service-role/AmazonEBSCSIDriverPolicy',
  },
  'aws-efs-csi-driver': {
    id: 'EfsIdentity',
    roleEnd: 'efs-csi',
    serviceAccount: 'efs-csi-controller-sa',
    policy: 'service-role/AmazonEFSCSIDriverPolicy',
  },
};

/** Installs the add-ons that every cluster needs and those that are named. */
export function installAddOns(at: Construct, host: AddOnHost, named: Record<string, AddOnOptions>): void {
  const scope = new Construct(at, 'AddOns');
  for (const addonName of [...new Set([...Object.keys(DEFAULTS), ...Object.keys(named)])]) {
    const { version = addOnVersion(addonName, host.kubernetesVersion), configuration } = {
      ...DEFAULTS[addonName],
      ...named[addonName],
    };
    new EksAddon(scope, addonName, {
      clusterName: host.clusterReference,
      addonName,
      addonVersion: version,
      configurationValues: configuration && JSON.stringify(configuration),
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      serviceAccountRoleArn: identityOf(scope, host, addonName),
    });
  }
}

function identityOf(parent: Construct, host: AddOnHost, addonName: string): string | undefined {
  const identity = IDENTITIES[addonName];
  if (identity === undefined) return undefined;
  const scope = new Construct(parent, identity.id);
  const role = serviceAccountRole(
    scope,
    `${host.clusterName}-${identity.roleEnd}`,
    host.oidcProvider,
    'kube-system',
    identity.serviceAccount,
  );
  attachAwsPolicies(scope, role, [identity.policy]);
  return role.arn;
}
