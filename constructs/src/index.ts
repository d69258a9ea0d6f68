export type { BudgetOptions } from './budget';
export type {
  IBucket,
  ICluster,
  IHomeStorage,
  IWorkloadIdentity,
  KubernetesAccess,
  ScratchBucketOptions,
  WorkloadIdentityOptions,
} from './cluster';
export { ClusterProviders } from './cluster-providers';
export { EksBudget } from './eks/budget';
export { EksCluster, type EksClusterAttributes, type EksClusterProps } from './eks/cluster';
export { EfsHomeStorage, type EfsHomeStorageProps } from './eks/efs-home-storage';
export { EksNetwork, type EksNetworkAttributes, type EksNetworkProps, type IEksNetwork } from './eks/network';
export { GkeBudget } from './gke/budget';
export { GkeCluster, type GkeClusterAttributes, type GkeClusterProps } from './gke/cluster';
export { FilestoreHomeStorage, type FilestoreHomeStorageProps, FilestoreTier } from './gke/filestore-home-storage';
export { GkeNetwork, type GkeNetworkProps } from './gke/network';
export type { Auth0AuthenticationOptions } from './hub/auth0-authentication';
export { Authentication } from './hub/authentication';
export type { AzureAdAuthenticationOptions } from './hub/azure-ad-authentication';
export type { CilogonAuthenticationOptions, CilogonProvider } from './hub/cilogon-authentication';
export type { Culling } from './hub/culling';
export type { DaskOptions, DaskWorkerSize } from './hub/dask-options';
export type { SharedPasswordAuthenticationOptions, TemporaryAuthenticationOptions } from './hub/event-authentication';
export { Exposure, type GatewayOptions, IngressController, type IngressOptions } from './hub/exposure';
export type { GenericOAuthAuthenticationOptions } from './hub/generic-oauth-authentication';
export type { GitHubAuthenticationOptions } from './hub/github-authentication';
export type { GitLabAuthenticationOptions } from './hub/gitlab-authentication';
export type { GoogleAuthenticationOptions } from './hub/google-authentication';
export { type DiskHomeOptions, Home, type NfsHomeOptions } from './hub/home';
export { JupyterHub, type JupyterHubProps } from './hub/hub';
export type { HubAccess, HubRole } from './hub/hub-access';
export { type HubFeatures, ImagePulling, type Placeholders } from './hub/hub-features';
export { type HubNetwork, InternetAccess } from './hub/hub-network';
export type { HubRelease } from './hub/hub-release';
export type { HubStorage, ScratchStorage } from './hub/hub-storage';
export type { Lti11AuthenticationOptions, Lti13AuthenticationOptions } from './hub/lti-authentication';
export { Memory } from './hub/memory';
export { type MachineOptions, type MeasuredCapacity, NodeCapacity } from './hub/node-capacity';
export type { OAuthClientOptions } from './hub/oauth-authentication';
export {
  type FreeImage,
  type ImageChoice,
  type LaunchSettings,
  type Profile,
  ProfileOption,
  type ProfilePool,
} from './hub/profile';
export {
  type AllocationOptions,
  ResourceAllocation,
  type ResourceChoice,
  type ServerResources,
} from './hub/resource-allocation';
export type { ServerFile, UserServer } from './hub/user-server';
export { PolicyGate, type PolicyGateProps, type PolicyWaiver } from './policy-gate';
export { Capacity, type Gpu, type INodePool, type NodePoolOptions, PoolPurpose } from './pool';
export { Scheduling } from './scheduling';
export { Secret } from './secret';
export { Ingress, type IngressProps } from './support/ingress';
