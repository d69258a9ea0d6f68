import type { Rule } from '../rule';
import { budgetRecipients } from './cost/budget-recipients';
import { eksExtendedSupport } from './cost/eks-extended-support';
import { gkeAutoscalingProfile, gkeCostAllocation, gkeLabels } from './cost/gke';
import { logRetention } from './cost/log-retention';
import { nodePoolCeiling } from './cost/node-pool-ceiling';
import { userPoolScalesToZero } from './cost/user-pool-scales-to-zero';
import { preventDestroy } from './data-loss/prevent-destroy';
import { statefulChange } from './data-loss/stateful-change';
import {
  gkeAlphaCluster,
  gkeAutoRepair,
  gkeAutoUpgrade,
  gkeDefaultPool,
  gkeMaintenanceWindow,
  gkeMonitoring,
  gkeReleaseChannel,
  gkeUpgradeNotification,
} from './reliability/gke';
import { eksPublicEndpoint } from './security/eks-public-endpoint';
import { gkeAuthorizedNetworks } from './security/gke-authorized-networks';
import {
  gkeClientCertificate,
  gkeDnsEndpoint,
  gkeLegacyAbac,
  gkeOwnNetwork,
  gkeShieldedNodes,
  gkeVpcNative,
  gkeWorkloadIdentity,
} from './security/gke-cluster';
import {
  gkeBinaryAuthorization,
  gkeGoogleGroups,
  gkeIntranodeVisibility,
  gkePrivateEndpoint,
  gkeSecretsEncryption,
  gkeSecurityPosture,
  gkeVulnerabilityScanning,
} from './security/gke-cluster-hardening';
import { gkeLogging } from './security/gke-logging';
import { gkeNetworkPolicy } from './security/gke-network-policy';
import { gkeNodeScopes, gkeNodeServiceAccount } from './security/gke-node-identity';
import {
  gkeBootDiskKey,
  gkeIntegrityMonitoring,
  gkeLegacyMetadata,
  gkeMetadataServer,
  gkeNodeImage,
  gkeSandbox,
  gkeSecureBoot,
} from './security/gke-nodes';
import { gkePrivateNodes } from './security/gke-private-nodes';
import { imdsV2 } from './security/imds-v2';
import { irsaTrust } from './security/irsa-trust';
import { openIngress } from './security/open-ingress';
import { privateSubnets } from './security/private-subnets';
import { storageEncrypted } from './security/storage-encrypted';

/** Rules about clouds: clusters, networks, storage, keys, identities, logs, registries and budgets. */
export const cloudRules: readonly Rule[] = [
  statefulChange,
  preventDestroy,

  eksPublicEndpoint,
  gkeAuthorizedNetworks,
  gkePrivateNodes,
  privateSubnets,
  openIngress,
  imdsV2,
  irsaTrust,
  storageEncrypted,
  gkeDnsEndpoint,
  gkeWorkloadIdentity,
  gkeShieldedNodes,
  gkeVpcNative,
  gkeClientCertificate,
  gkeLegacyAbac,
  gkeOwnNetwork,
  gkePrivateEndpoint,
  gkeSecretsEncryption,
  gkeIntranodeVisibility,
  gkeGoogleGroups,
  gkeBinaryAuthorization,
  gkeSecurityPosture,
  gkeVulnerabilityScanning,
  gkeNetworkPolicy,
  gkeLogging,
  gkeMetadataServer,
  gkeNodeImage,
  gkeSecureBoot,
  gkeIntegrityMonitoring,
  gkeLegacyMetadata,
  gkeBootDiskKey,
  gkeSandbox,
  gkeNodeServiceAccount,
  gkeNodeScopes,

  gkeReleaseChannel,
  gkeMonitoring,
  gkeAlphaCluster,
  gkeDefaultPool,
  gkeMaintenanceWindow,
  gkeUpgradeNotification,
  gkeAutoRepair,
  gkeAutoUpgrade,

  nodePoolCeiling,
  userPoolScalesToZero,
  logRetention,
  eksExtendedSupport,
  budgetRecipients,
  gkeLabels,
  gkeCostAllocation,
  gkeAutoscalingProfile,
];
