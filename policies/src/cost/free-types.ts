import type { Resource } from '../resource';

// Types that cost nothing by themselves. What they start is another resource, or is part of one.
const FREE: ReadonlySet<string> = new Set([
  'aws_backup_plan',
  'aws_backup_selection',
  'aws_budgets_budget',
  'aws_ce_anomaly_monitor',
  'aws_ce_anomaly_subscription',
  'aws_ce_cost_allocation_tag',
  'aws_db_subnet_group',
  'aws_default_security_group',
  'aws_ecr_lifecycle_policy',
  'aws_efs_mount_target',
  'aws_eks_access_entry',
  'aws_eks_access_policy_association',
  'aws_eks_addon',
  // What a flow log writes is billed by the log group or the bucket it goes to.
  'aws_flow_log',
  'aws_iam_openid_connect_provider',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_internet_gateway',
  'aws_launch_template',
  'aws_route',
  'aws_route_table',
  'aws_route_table_association',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_logging',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_request_payment_configuration',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_security_group',
  'aws_sns_topic',
  'aws_sns_topic_subscription',
  'aws_subnet',
  'aws_vpc',
  'aws_vpc_security_group_ingress_rule',

  'google_artifact_registry_repository_iam_member',
  'google_billing_budget',
  'google_compute_network',
  // A schedule is billed where it is attached to a disk.
  'google_compute_resource_policy',
  // Cloud NAT is a resource of its own.
  'google_compute_router',
  'google_iam_workload_identity_pool',
  'google_iam_workload_identity_pool_provider',
  'google_kms_crypto_key_iam_member',
  'google_kms_key_ring',
  'google_logging_project_exclusion',
  'google_logging_project_sink',
  'google_monitoring_alert_policy',
  'google_monitoring_notification_channel',
  // A million runs a month are free: four checks from all places once a minute.
  'google_monitoring_uptime_check_config',
  'google_project_iam_custom_role',
  'google_project_iam_member',
  'google_service_account',
  'google_service_account_iam_member',
  'google_service_networking_connection',
  'google_storage_bucket_iam_member',

  // Pods run on nodes, which are billed whether they run or not.
  'kubernetes_cluster_role_binding_v1',
  'kubernetes_cron_job_v1',
  'kubernetes_deployment_v1',
  'kubernetes_namespace_v1',
  'kubernetes_network_policy_v1',
  // The disk behind it is a resource of its own, or follows from its claim.
  'kubernetes_persistent_volume_v1',
  'kubernetes_role_binding_v1',
  'kubernetes_role_v1',
  'kubernetes_secret_v1',
  'kubernetes_service_account_v1',
  'kubernetes_storage_class_v1',
]);

// Families of types in configurations of others.
const FREE_FAMILIES = [
  /^aws_(?:iam|eks_addon|eks_access|eks_pod_identity|budgets|backup_plan|backup_selection|launch_template)/,
  /^aws_(?:vpc|subnet|route|internet_gateway|security_group|network_acl)(?:_|$)/,
  /^aws_default_(?:security_group|route_table|network_acl|vpc|subnet)/,
  /^aws_(?:efs_(?:mount_target|access_point|backup_policy|file_system_policy)|s3_bucket_|kms_alias|kms_grant)/,
  /^aws_(?:placement_group|autoscaling_group_tag|ec2_tag|ecr_lifecycle_policy|ecr_repository_policy|db_parameter_group)/,
  /^google_(?:project|service_account|organization|folder)/,
  /^google_compute_(?:network|router|firewall|route|project)(?:_|$)(?!nat)/,
  /^google_(?:monitoring_notification_channel|monitoring_alert_policy|storage_bucket_|kms_crypto_key_iam|iam_)/,
  /^google_artifact_registry_repository_iam/,
  /^(?:kubernetes|random|null|time|tls|terraform|local)_/,
];

// Types that cost something which no configuration tells, each with the reason.
const UNPRICED: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'its machines follow from a launch template and a count that others change',
  aws_cloudcontrolapi_resource: 'it can make anything of AWS, at the price of that',
  aws_eks_fargate_profile: 'Fargate bills what pods request',
  google_filestore_backup: 'a backup is billed by what it holds, which nothing here tells',
};

/** True for a type that our constructs create and that costs nothing by itself. */
export function isKnownFree(type: string): boolean {
  return FREE.has(type);
}

/** True for a type that costs nothing by itself. */
export function isFree(type: string): boolean {
  return FREE.has(type) || FREE_FAMILIES.some((pattern) => pattern.test(type));
}

/** Types that the Cloud Control API of AWS knows and that cost nothing; it can make anything. */
const FREE_BY_CLOUD_CONTROL: ReadonlySet<unknown> = new Set(['AWS::ECR::RepositoryCreationTemplate']);

/** True for a resource that costs nothing by itself. */
export function isFreeResource(resource: Resource): boolean {
  if (resource.type !== 'aws_cloudcontrolapi_resource') return isFree(resource.type);
  const name = resource.get('type_name');
  return name.state === 'known' && FREE_BY_CLOUD_CONTROL.has(name.value);
}

/** Why a type has no price. */
export function whyUnpriced(type: string): string {
  return Object.hasOwn(UNPRICED, type) ? (UNPRICED[type] as string) : `there is no price for ${type}`;
}

/** True for a type without a price whose reason is known. */
export function isKnownUnpriced(type: string): boolean {
  return Object.hasOwn(UNPRICED, type);
}
