import type { Rule } from '../rule';
import { natGateway, s3GatewayEndpoint, unusedAddress } from './cost/aws-network';
import { gcsLifecycle, gcsSoftDelete, s3AbortMultipart, s3Lifecycle } from './cost/buckets';
import { budgetRecipients } from './cost/budget-recipients';
import { daskPoolSpot } from './cost/dask-pool-spot';
import { efsInfrequentAccess, efsThroughput } from './cost/efs';
import { eksExtendedSupport } from './cost/eks-extended-support';
import { gkeAutoscalingProfile, gkeCostAllocation, gkeLabels } from './cost/gke';
import { logRetention } from './cost/log-retention';
import { gp3Volumes, previousGeneration } from './cost/machines';
import { nodePoolCeiling } from './cost/node-pool-ceiling';
import { artifactRegistryCleanup, ecrLifecycle } from './cost/registries';
import { anomalyMonitor, budgetExists, costAllocationTags } from './cost/spending-watch';
import { userPoolScalesToZero } from './cost/user-pool-scales-to-zero';
import { ebsBackup, efsBackup, filestoreDeletionProtection, gceDiskSnapshots } from './data-loss/backups';
import { bucketForceDestroy, gcsVersioning, s3Replication, s3Versioning } from './data-loss/buckets';
import { eksDeletionProtection, gkeDeletionProtection } from './data-loss/cluster-protection';
import { preventDestroy } from './data-loss/prevent-destroy';
import { statefulChange } from './data-loss/stateful-change';
import { eksVersionSupported } from './reliability/eks-version';
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
import { corePoolOnDemand } from './reliability/spot-pools';
import { defaultSecurityGroup, networkAclOpen, openEgress, vpcFlowLogs } from './security/aws-network';
import {
  eksAuditLog,
  eksAuthenticationMode,
  eksControlPlaneLogs,
  eksCreatorAdmin,
  eksPrivateEndpoint,
  eksPrivateOnly,
  eksSecretsEncryption,
} from './security/eks-cluster';
import { eksNodeLaunchTemplate, eksNodeSsh, nodePublicAddress } from './security/eks-nodes';
import { eksPublicEndpoint } from './security/eks-public-endpoint';
import { gcpAutoSubnetworks, gcpDefaultNetwork, gcpFlowLogs, gcpPrivateGoogleAccess } from './security/gcp-network';
import {
  defaultServiceAccountRoles,
  federationCondition,
  projectBasicRoles,
  serviceAccountAdmin,
  serviceAccountImpersonation,
  serviceAccountKeys,
} from './security/gcp-roles';
import { gcsAccessLogs, gcsKey, gcsPublicAccessPrevention, gcsPublicMembers, gcsUniformAccess } from './security/gcs';
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
import {
  iamAdministrator,
  iamFullAccess,
  iamPassRole,
  iamPrivilegeEscalation,
  iamServiceWildcard,
  roleTrustAnybody,
} from './security/iam-policies';
import { iamAccessKey, iamUser } from './security/iam-users';
import { imdsV2 } from './security/imds-v2';
import { irsaTrust } from './security/irsa-trust';
import { kmsPublic, kmsRotation } from './security/kms';
import { lbPlainHttp, lbTlsPolicy } from './security/load-balancer';
import { auditConfig, logGroupKey, logSinkLocked } from './security/logs';
import { openIngress } from './security/open-ingress';
import { privateSubnets } from './security/private-subnets';
import {
  artifactRegistryKey,
  artifactRegistryPublic,
  ecrImmutable,
  ecrKey,
  ecrPublic,
  ecrScan,
} from './security/registries';
import { s3PolicyPublic, s3PublicAccessBlock, s3TlsOnly } from './security/s3-access';
import { s3AccessLogs, s3Key } from './security/s3-benchmark';
import { storageEncrypted } from './security/storage-encrypted';
import { ebsKey, efsAccessPoint, efsKey, filestoreExports, filestoreKey, gceDiskKey } from './security/volumes';

/** Rules about clouds: clusters, networks, storage, keys, identities, logs, registries and budgets. */
export const cloudRules: readonly Rule[] = [
  statefulChange,
  preventDestroy,
  gkeDeletionProtection,
  eksDeletionProtection,
  gcsVersioning,
  s3Versioning,
  bucketForceDestroy,
  s3Replication,
  efsBackup,
  ebsBackup,
  gceDiskSnapshots,
  filestoreDeletionProtection,

  eksPublicEndpoint,
  eksAuditLog,
  eksControlPlaneLogs,
  eksSecretsEncryption,
  eksPrivateOnly,
  eksPrivateEndpoint,
  eksAuthenticationMode,
  eksCreatorAdmin,
  eksNodeSsh,
  eksNodeLaunchTemplate,
  nodePublicAddress,
  gkeAuthorizedNetworks,
  gkePrivateNodes,
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
  privateSubnets,
  openIngress,
  vpcFlowLogs,
  defaultSecurityGroup,
  openEgress,
  networkAclOpen,
  gcpFlowLogs,
  gcpPrivateGoogleAccess,
  gcpAutoSubnetworks,
  gcpDefaultNetwork,
  lbPlainHttp,
  lbTlsPolicy,
  imdsV2,
  irsaTrust,
  storageEncrypted,
  gcsUniformAccess,
  gcsPublicAccessPrevention,
  gcsPublicMembers,
  gcsKey,
  gcsAccessLogs,
  s3PublicAccessBlock,
  s3PolicyPublic,
  s3TlsOnly,
  s3Key,
  s3AccessLogs,
  efsKey,
  ebsKey,
  gceDiskKey,
  filestoreKey,
  efsAccessPoint,
  filestoreExports,
  kmsRotation,
  kmsPublic,
  iamFullAccess,
  iamServiceWildcard,
  iamPassRole,
  iamPrivilegeEscalation,
  roleTrustAnybody,
  iamAdministrator,
  iamUser,
  iamAccessKey,
  projectBasicRoles,
  serviceAccountAdmin,
  serviceAccountImpersonation,
  defaultServiceAccountRoles,
  serviceAccountKeys,
  federationCondition,
  ecrScan,
  ecrImmutable,
  ecrKey,
  ecrPublic,
  artifactRegistryPublic,
  artifactRegistryKey,
  logGroupKey,
  auditConfig,
  logSinkLocked,

  gkeReleaseChannel,
  gkeMonitoring,
  gkeAlphaCluster,
  gkeDefaultPool,
  gkeMaintenanceWindow,
  gkeUpgradeNotification,
  gkeAutoRepair,
  gkeAutoUpgrade,
  eksVersionSupported,
  corePoolOnDemand,

  nodePoolCeiling,
  userPoolScalesToZero,
  daskPoolSpot,
  gkeLabels,
  gkeCostAllocation,
  gkeAutoscalingProfile,
  eksExtendedSupport,
  natGateway,
  s3GatewayEndpoint,
  unusedAddress,
  gcsLifecycle,
  gcsSoftDelete,
  s3Lifecycle,
  s3AbortMultipart,
  efsThroughput,
  efsInfrequentAccess,
  gp3Volumes,
  previousGeneration,
  ecrLifecycle,
  artifactRegistryCleanup,
  logRetention,
  budgetRecipients,
  budgetExists,
  anomalyMonitor,
  costAllocationTags,
];
