import type { Rule } from '../rule';
import { duplicateBucket, duplicateDomain, overlappingNetworks } from './fleet/duplicates';
import { hubOwnBuckets } from './jupyterhub/hub-buckets';
import { hubChartAdvisories, hubCullUsers, hubDatabase, hubLabels, hubMetadataClash } from './jupyterhub/hub-chart';
import { hubMemoryLimit, hubMemoryOvercommit, hubMemoryUnit } from './jupyterhub/hub-memory';
import { hubHttps, hubNetworkPolicy, hubNetworkPolicyEnforced } from './jupyterhub/hub-network';
import { hubEventEnd, hubOpenLimits } from './jupyterhub/hub-open';
import {
  hubConfigSections,
  hubCpuGuarantee,
  hubGpuAge,
  hubGpuGroups,
  hubProfileList,
  hubStartTimeout,
} from './jupyterhub/hub-profiles';
import { hubCullInterval, hubHomeCapacity, hubPlaceholders, hubUserScheduler } from './jupyterhub/hub-scheduling';
import { hubServerLimit } from './jupyterhub/hub-server-limit';
import { scratchBucketExpires } from './jupyterhub/hub-storage';
import { hubAdminMissing, hubAdmins, hubServiceScopes, hubSharedFolders, hubUserRights } from './jupyterhub/hub-users';
import {
  podDropsCapabilities,
  podNetRaw,
  podReadOnlyRoot,
  podSeccomp,
  podStrongCapability,
} from './kubernetes/container-hardening';
import { podImageDigest, podImagePinned, podImagePullPolicy, podImageRegistry } from './kubernetes/container-image';
import { ingressNginxRetired, ingressSnippets, ingressTls } from './kubernetes/ingress';
import { grafanaAnonymous, monitoringPublic } from './kubernetes/monitoring';
import { awsAuthConfigMap, defaultNamespace, networkPolicyMissing, podSecurityLabel } from './kubernetes/namespace';
import { namespaceLimitRange, namespaceQuota } from './kubernetes/namespace-bounds';
import { configMapSecret, kubernetesSecretPlain, secretInEnvironment } from './kubernetes/plain-secret';
import { podHostPath, podRuntimeSocket } from './kubernetes/pod-host-access';
import { podDefaultServiceAccount, podTokenAutomount } from './kubernetes/pod-identity';
import {
  initContainerPrivileged,
  podHostNamespaces,
  podPrivileged,
  podPrivilegeEscalation,
} from './kubernetes/pod-isolation';
import { podCpuLimit, podMemoryLimit, podRequests } from './kubernetes/pod-resources';
import { podLowUser, podRunsAsRoot } from './kubernetes/pod-user';
import { rbacAnonymous, rbacClusterAdmin, rbacSecrets, rbacSystemMasters, rbacWildcard } from './kubernetes/rbac';
import { volumeReclaim } from './kubernetes/volume-reclaim';

/** Rules about what runs on clusters: hubs, other workloads, and what a fleet has twice. */
export const workloadRules: readonly Rule[] = [
  hubChartAdvisories,
  hubDatabase,
  hubCullUsers,
  hubMetadataClash,
  hubLabels,
  hubMemoryLimit,
  hubMemoryOvercommit,
  hubMemoryUnit,
  hubNetworkPolicy,
  hubNetworkPolicyEnforced,
  hubHttps,
  hubProfileList,
  hubGpuAge,
  hubGpuGroups,
  hubCpuGuarantee,
  hubStartTimeout,
  hubConfigSections,
  hubPlaceholders,
  hubUserScheduler,
  hubCullInterval,
  hubHomeCapacity,
  scratchBucketExpires,
  hubOwnBuckets,
  hubAdmins,
  hubAdminMissing,
  hubServiceScopes,
  hubOpenLimits,
  hubEventEnd,
  hubServerLimit,
  hubUserRights,
  hubSharedFolders,

  podDropsCapabilities,
  podNetRaw,
  podStrongCapability,
  podReadOnlyRoot,
  podSeccomp,
  podImagePinned,
  podImageDigest,
  podImageRegistry,
  podImagePullPolicy,
  ingressTls,
  ingressSnippets,
  ingressNginxRetired,
  grafanaAnonymous,
  monitoringPublic,
  defaultNamespace,
  networkPolicyMissing,
  podSecurityLabel,
  namespaceQuota,
  namespaceLimitRange,
  awsAuthConfigMap,
  configMapSecret,
  kubernetesSecretPlain,
  secretInEnvironment,
  podHostPath,
  podRuntimeSocket,
  podTokenAutomount,
  podDefaultServiceAccount,
  podPrivileged,
  initContainerPrivileged,
  podPrivilegeEscalation,
  podHostNamespaces,
  podRequests,
  podMemoryLimit,
  podCpuLimit,
  podRunsAsRoot,
  podLowUser,
  rbacWildcard,
  rbacSecrets,
  rbacClusterAdmin,
  rbacSystemMasters,
  rbacAnonymous,
  volumeReclaim,

  duplicateDomain,
  duplicateBucket,
  overlappingNetworks,
];
