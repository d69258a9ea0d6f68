export { type ClusterAccessOptions, ClusterRole } from './access';
export type { BucketOptions } from './bucket';
export type { BudgetOptions } from './budget';
export {
  type CiIdentityOptions,
  CiTrust,
  type GitHubTrustOptions,
  type GitLabTrustOptions,
  type HcpTrustOptions,
  type ICiIdentity,
} from './ci-trust';
export type {
  IBucket,
  ICluster,
  IHomeStorage,
  IWorkloadIdentity,
  ScratchBucketOptions,
  WorkloadIdentityOptions,
} from './cluster';
export { ClusterAdministrator } from './cluster-administrator';
export { ClusterProviders } from './cluster-providers';
export { DatabaseEngine, type DatabaseOptions } from './database';
export type { AddOnOptions } from './eks/add-ons';
export { EksBucket } from './eks/bucket';
export { EksBudget } from './eks/budget';
export { EksCluster, type EksClusterAttributes, type EksClusterProps } from './eks/cluster';
export type { EksControlPlaneOptions } from './eks/control-plane';
export { EksCostWatch, type EksCostWatchProps } from './eks/cost-watch';
export { EksDatabase } from './eks/database';
export { EbsHomeDisk } from './eks/ebs-home-disk';
export { EfsHomeStorage, type EfsHomeStorageProps } from './eks/efs-home-storage';
export { FlowLogs } from './eks/flow-logs';
export { EksImageRegistry, type EksImageRegistryAttributes } from './eks/image-registry';
export {
  EksNetwork,
  type EksNetworkAttributes,
  type EksNetworkProps,
  type ExistingEksNetworkAttributes,
  type IEksNetwork,
} from './eks/network';
export { type EksPermission, EksPermissions } from './eks/permissions';
export { EksRegistry } from './eks/registry';
export { EksUptimeCheck } from './eks/uptime-check';
export { EksUptimeContacts, type IEksUptimeContacts } from './eks/uptime-contacts';
export { GkeBucket } from './gke/bucket';
export { GkeBudget } from './gke/budget';
export { GkeCluster, type GkeClusterAttributes, type GkeClusterProps } from './gke/cluster';
export { type GkeControlPlaneOptions, ReleaseChannel } from './gke/control-plane';
export { GkeDatabase, type GkeDatabasePlace } from './gke/database';
export type { FilestoreBackupOptions } from './gke/filestore-backups';
export { FilestoreHomeStorage, type FilestoreHomeStorageProps, FilestoreTier } from './gke/filestore-home-storage';
export { GkeImageRegistry, type GkeImageRegistryAttributes } from './gke/image-registry';
export { type MaintenanceExclusion, type MaintenanceWindow, Weekday } from './gke/maintenance';
export {
  type ExistingGkeNetworkAttributes,
  GkeNetwork,
  type GkeNetworkProps,
  type IGkeNetwork,
} from './gke/network';
export { PersistentHomeDisk, type PersistentHomeDiskAttributes } from './gke/persistent-home-disk';
export { GkeProjectRoles } from './gke/project-roles';
export { GkeRegistry } from './gke/registry';
export { GkeUptimeCheck } from './gke/uptime-check';
export { GkeUptimeContacts, type IGkeUptimeContacts } from './gke/uptime-contacts';
export { type HcpAwsLoginOptions, HcpCloudLogin, type HcpGoogleLoginOptions } from './hcp/cloud-login';
export { HcpExecution } from './hcp/execution';
export { HcpProject } from './hcp/project';
export {
  HcpEnforcement,
  HcpRunStage,
  HcpRunTask,
  type HcpRunTaskAttachment,
  type HcpRunTaskProps,
} from './hcp/run-task';
export { HcpTeam, HcpTeamRole } from './hcp/team';
export { HcpVariableSet, type HcpVariableSetProps } from './hcp/variable-set';
export { HcpWorkspace, type HcpWorkspaceProps, type IHcpWorkspace } from './hcp/workspace';
export type { HomeDiskOptions } from './home-disk';
export type { Auth0AuthenticationOptions } from './hub/auth0-authentication';
export { Authentication } from './hub/authentication';
export type { AzureAdAuthenticationOptions } from './hub/azure-ad-authentication';
export { BuildRegistry, type ExternalRegistryOptions } from './hub/build-registry';
export type { CilogonAuthenticationOptions, CilogonProvider } from './hub/cilogon-authentication';
export type { Culling } from './hub/culling';
export type { DaskOptions, DaskWorkerSize } from './hub/dask-options';
export { DaskWorkers } from './hub/dask-workers';
export type {
  SharedPasswordAuthenticationOptions,
  TemporaryAuthenticationOptions,
  VisitorsAuthenticationOptions,
} from './hub/event-authentication';
export { Exposure, type GatewayOptions, IngressController, type IngressOptions } from './hub/exposure';
export type { GenericOAuthAuthenticationOptions } from './hub/generic-oauth-authentication';
export { GitPullLink, type GitPullLinkOptions } from './hub/git-pull-link';
export type { GitHubAuthenticationOptions } from './hub/github-authentication';
export type { GitLabAuthenticationOptions } from './hub/gitlab-authentication';
export type { GoogleAuthenticationOptions } from './hub/google-authentication';
export { type DiskHomeOptions, Home, type NfsHomeOptions } from './hub/home';
export type { HomePage } from './hub/home-page';
export { JupyterHub, type JupyterHubProps } from './hub/hub';
export type { HubAccess, HubRole } from './hub/hub-access';
export { type HubFeatures, ImagePulling, type NodePlaceholders, type Placeholders } from './hub/hub-features';
export { HubHealthCheck, type HubHealthCheckProps } from './hub/hub-health-check';
export { type HubNetwork, InternetAccess } from './hub/hub-network';
export type { HubRelease } from './hub/hub-release';
export type { HubDatabaseServer, HubStorage, ScratchStorage } from './hub/hub-storage';
export type { BinderPage, ImageBuilding } from './hub/image-building';
export type { Lti11AuthenticationOptions, Lti13AuthenticationOptions } from './hub/lti-authentication';
export { Memory } from './hub/memory';
export { type MachineOptions, type MeasuredCapacity, NodeCapacity } from './hub/node-capacity';
export type { OAuthClientOptions } from './hub/oauth-authentication';
export { HubPreset, type PresetOptions } from './hub/preset';
export type { PresetServer, PresetSettings, PresetStorage } from './hub/preset-settings';
export {
  type FreeImage,
  type ImageChoice,
  type LaunchSettings,
  type Profile,
  ProfileOption,
  type ProfilePool,
} from './hub/profile';
export { HomeDisk, QuotaHomeServer, type QuotaHomeServerProps } from './hub/quota-home-server';
export {
  type AllocationOptions,
  ResourceAllocation,
  type ResourceChoice,
  type ServerResources,
} from './hub/resource-allocation';
export type { UserDisk } from './hub/user-disk';
export type { ServerFile, UserServer } from './hub/user-server';
export type { IImageRegistry, RegistryLogin } from './image-registry';
export { KubeconfigCluster, type KubeconfigClusterProps } from './kubeconfig-cluster';
export { type CredentialPluginOptions, KubernetesAccess } from './kubernetes-access';
export { NfsHomeStorage, type NfsHomeStorageProps } from './nfs-home-storage';
export { PolicyGate, type PolicyGateProps, type PolicyWaiver } from './policy-gate';
export {
  Capacity,
  type Gpu,
  type INodePool,
  type NodeDetails,
  type NodeMarks,
  type NodePoolOptions,
  type NodeTaint,
  PoolPurpose,
  TaintEffect,
} from './pool';
export type { RegistryOptions } from './registry';
export { Scheduling } from './scheduling';
export { Secret } from './secret';
export { AlertReceiver, type EmailReceiverOptions } from './support/alert-receiver';
export type { AlertRouting } from './support/alert-routes';
export { AwsCostMonitoring } from './support/aws-cost-monitoring';
export { DevicePlugin, type DevicePluginProps } from './support/device-plugin';
export {
  type GitHubGrafanaLoginOptions,
  type GoogleGrafanaLoginOptions,
  GrafanaLogin,
} from './support/grafana-login';
export type { GrafanaOptions } from './support/grafana-values';
export { Ingress, type IngressProps } from './support/ingress';
export { MinerProtection, type MinerProtectionProps } from './support/miner-protection';
export { Monitoring, type MonitoringProps } from './support/monitoring';
export type { PrometheusOptions } from './support/prometheus-values';
export { RetainedStorage, type RetainedStorageProps } from './support/retained-storage';
export type { UptimeCheckOptions, UptimeContactsOptions } from './uptime-check';
