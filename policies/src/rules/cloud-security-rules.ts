import type { Rule } from '../rule';
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

/** Rules about clouds that keep others out. */
export const cloudSecurityRules: readonly Rule[] = [
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
];
