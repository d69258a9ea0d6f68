import { ecrRepository, healthCheck, kmsKey, logGroup, metricAlarm } from './aws-keys-and-logs';
import { elasticAddress, loadBalancer, natGateway, vpcEndpoint } from './aws-network';
import { ebsVolume, efsFileSystem, s3Bucket } from './aws-storage';
import { backupVault, backupWorkflow, diskSchedule, schedulerJob, snapshotPolicy } from './backups';
import { eksCluster, gkeCluster } from './control-planes';
import type { Costing } from './cost-context';
import { cloudSqlInstance, rdsInstance } from './databases';
import { eksNodeGroup } from './eks-nodes';
import { gkeNodePool } from './gke-nodes';
import { address, cloudNat, forwardingRule } from './google-network';
import { cryptoKey, disk, filestore, logBucket, registry, storageBucket, subnetwork } from './google-storage';
import { helmRelease } from './helm-release';
import { kubernetesService } from './service-balancer';
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
  aws_dlm_lifecycle_policy: snapshotPolicy,
  aws_kms_key: kmsKey,
  aws_cloudwatch_log_group: logGroup,
  aws_ecr_repository: ecrRepository,
  aws_route53_health_check: healthCheck,
  aws_cloudwatch_metric_alarm: metricAlarm,
  aws_db_instance: rdsInstance,

  google_container_cluster: gkeCluster,
  google_container_node_pool: gkeNodePool,
  google_compute_router_nat: cloudNat,
  google_compute_address: address,
  google_compute_global_address: address,
  google_compute_forwarding_rule: forwardingRule,
  google_compute_global_forwarding_rule: forwardingRule,
  google_compute_subnetwork: subnetwork,
  google_filestore_instance: filestore,
  google_workflows_workflow: backupWorkflow,
  google_cloud_scheduler_job: schedulerJob,
  google_compute_disk: disk,
  google_compute_disk_resource_policy_attachment: diskSchedule,
  google_storage_bucket: storageBucket,
  google_kms_crypto_key: cryptoKey,
  google_artifact_registry_repository: registry,
  google_sql_database_instance: cloudSqlInstance,
  google_logging_project_bucket_config: logBucket,

  helm_release: helmRelease,
  kubernetes_service: kubernetesService,
  kubernetes_service_v1: kubernetesService,
  kubernetes_persistent_volume_claim: volumeClaim,
  kubernetes_persistent_volume_claim_v1: volumeClaim,
};
