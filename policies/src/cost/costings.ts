import { ecrRepository, healthCheck, kmsKey, logGroup, metricAlarm } from './aws-keys-and-logs';
import { elasticAddress, loadBalancer, natGateway, vpcEndpoint } from './aws-network';
import { backupVault, ebsVolume, efsFileSystem, s3Bucket } from './aws-storage';
import { eksCluster, gkeCluster } from './control-planes';
import type { Costing } from './cost-context';
import { eksNodeGroup } from './eks-nodes';
import { gkeNodePool } from './gke-nodes';
import { address, cloudNat, forwardingRule } from './google-network';
import { cryptoKey, disk, filestore, logBucket, registry, storageBucket } from './google-storage';
import { helmRelease } from './helm-release';
import { volumeClaim } from './volume-claim';

/** Types that cost something, each with what it costs. */
export const costings: Readonly<Record<string, Costing>> = {
  aws_eks_cluster: eksCluster,
  aws_eks_node_group: eksNodeGroup,
  aws_nat_gateway: natGateway,
  aws_eip: elasticAddress,
  aws_vpc_endpoint: vpcEndpoint,
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_efs_file_system: efsFileSystem,
  aws_ebs_volume: ebsVolume,
  aws_s3_bucket: s3Bucket,
  aws_backup_vault: backupVault,
  aws_kms_key: kmsKey,
  aws_cloudwatch_log_group: logGroup,
  aws_ecr_repository: ecrRepository,
  aws_route53_health_check: healthCheck,
  aws_cloudwatch_metric_alarm: metricAlarm,

  google_container_cluster: gkeCluster,
  google_container_node_pool: gkeNodePool,
  google_compute_router_nat: cloudNat,
  google_compute_address: address,
  google_compute_global_address: address,
  google_compute_forwarding_rule: forwardingRule,
  google_compute_global_forwarding_rule: forwardingRule,
  google_filestore_instance: filestore,
  google_compute_disk: disk,
  google_storage_bucket: storageBucket,
  google_kms_crypto_key: cryptoKey,
  google_artifact_registry_repository: registry,

  google_logging_project_bucket_config: logBucket,

  helm_release: helmRelease,
  kubernetes_persistent_volume_claim: volumeClaim,
  kubernetes_persistent_volume_claim_v1: volumeClaim,
};

// Types that are free by themselves. What they start is another resource, or is billed by use that nothing here tells.
const FREE = [
  // What a flow log writes is billed by the log group or the bucket it goes to.
  /^aws_flow_log$/,
  /^aws_(?:iam|eks_addon|eks_access|eks_pod_identity|budgets|backup_plan|backup_selection|launch_template)/,
  /^aws_(?:vpc|subnet|route|internet_gateway|security_group|network_acl|vpc_security_group)/,
  /^aws_default_(?:security_group|route_table|network_acl|vpc|subnet)/,
  /^aws_(?:efs_(?:mount_target|access_point|backup_policy|file_system_policy)|s3_bucket_|kms_alias|kms_grant)/,
  /^aws_(?:placement_group|autoscaling_group_tag|ec2_tag|ecr_lifecycle_policy|ecr_repository_policy|dlm_lifecycle_policy)/,
  /^aws_(?:ce_anomaly|ce_cost|db_subnet_group|sns_topic)/,
  /^google_(?:logging_project_sink|logging_project_exclusion|service_networking_connection|compute_disk_resource_policy)/,
  /^google_(?:project|service_account|organization|folder)/,
  /^google_compute_(?:network|subnetwork|router|firewall|route|project|resource_policy)(?:_|$)(?!nat)/,
  /^google_(?:billing_budget|monitoring_notification_channel|monitoring_alert_policy|monitoring_uptime_check_config|storage_bucket_|kms_key_ring)/,
  /^google_(?:kms_crypto_key_iam|artifact_registry_repository_iam|iam_)/,
  /^(?:kubernetes|helm|random|null|time|tls|terraform|local)_/,
];

/** True for a type that has no price of its own. */
export function isFree(type: string): boolean {
  return FREE.some((pattern) => pattern.test(type));
}
