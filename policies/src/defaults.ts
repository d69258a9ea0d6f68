import { type Json, unset, type Value } from './value';

type Defaults = Record<string, Record<string, Json>>;

// What the cloud does with an attribute that is left out. Each line is what the vendor's API reference or the
// provider's schema documents; an attribute that is missing here has no default a rule may rely on.
const AWS: Defaults = {
  // EFS CreateFileSystem: Encrypted defaults to false; observed with provider 5.100.
  aws_efs_file_system: { encrypted: false, throughput_mode: 'bursting' },
  // EBS CreateVolume: not encrypted unless the account turns on encryption by default, which a plan cannot see.
  aws_ebs_volume: { encrypted: false, type: 'gp2' },
  aws_launch_template: {
    'block_device_mappings.ebs.encrypted': false,
    // EC2 EbsBlockDevice.
    'block_device_mappings.ebs.volume_type': 'gp2',
    // EC2 RunInstances: IMDSv1 stays allowed unless the image or the account says otherwise.
    'metadata_options.http_endpoint': 'enabled',
    'metadata_options.http_tokens': 'optional',
    // Images that require IMDSv2 (Amazon Linux 2023, Bottlerocket) raise the limit to 2.
    'metadata_options.http_put_response_hop_limit': 2,
  },
  aws_instance: {
    'metadata_options.http_endpoint': 'enabled',
    'metadata_options.http_tokens': 'optional',
    'metadata_options.http_put_response_hop_limit': 2,
    'root_block_device.encrypted': false,
    'ebs_block_device.encrypted': false,
  },
  aws_eks_cluster: {
    // EKS CreateCluster, VpcConfigRequest.
    'vpc_config.endpoint_public_access': true,
    'vpc_config.endpoint_private_access': false,
    'vpc_config.public_access_cidrs': ['0.0.0.0/0'],
    // EKS CreateCluster, UpgradePolicyRequest: extended support is on unless declined.
    'upgrade_policy.support_type': 'EXTENDED',
    deletion_protection: false,
    enabled_cluster_log_types: [],
    // EKS CreateCluster, CreateAccessConfigRequest.
    'access_config.authentication_mode': 'CONFIG_MAP',
    'access_config.bootstrap_cluster_creator_admin_permissions': true,
  },
  // EKS CreateNodegroup; disk_size is 20 GiB for Linux nodes.
  aws_eks_node_group: {
    capacity_type: 'ON_DEMAND',
    disk_size: 20,
    instance_types: ['t3.medium'],
    ami_type: 'AL2023_x86_64_STANDARD',
  },
  aws_subnet: { map_public_ip_on_launch: false, assign_ipv6_address_on_creation: false },
  // CloudWatch Logs: events never expire; the provider writes that as 0.
  aws_cloudwatch_log_group: { retention_in_days: 0, skip_destroy: false },
  aws_s3_bucket: { force_destroy: false },
  // Provider schema; since April 2023 S3 itself blocks on new buckets, which a bucket made earlier does not show.
  aws_s3_bucket_public_access_block: {
    block_public_acls: false,
    block_public_policy: false,
    ignore_public_acls: false,
    restrict_public_buckets: false,
  },
  aws_s3_account_public_access_block: {
    block_public_acls: false,
    block_public_policy: false,
    ignore_public_acls: false,
    restrict_public_buckets: false,
  },
  aws_db_instance: { storage_encrypted: false, deletion_protection: false, publicly_accessible: false },
  aws_budgets_budget: { budget_type: 'COST' },
  // KMS CreateKey.
  aws_kms_key: {
    enable_key_rotation: false,
    key_usage: 'ENCRYPT_DECRYPT',
    customer_master_key_spec: 'SYMMETRIC_DEFAULT',
  },
  // ECR CreateRepository.
  aws_ecr_repository: {
    image_tag_mutability: 'MUTABLE',
    'image_scanning_configuration.scan_on_push': false,
    'encryption_configuration.encryption_type': 'AES256',
  },
  // EC2 CreateVpcEndpoint.
  aws_vpc_endpoint: { vpc_endpoint_type: 'Gateway' },
  // ELB CreateListener; an application load balancer without a protocol listens on HTTP.
  aws_lb_listener: { protocol: 'HTTP', ssl_policy: 'ELBSecurityPolicy-2016-08' },
  aws_alb_listener: { protocol: 'HTTP', ssl_policy: 'ELBSecurityPolicy-2016-08' },
};

const GOOGLE: Defaults = {
  google_container_cluster: {
    // GKE API, PrivateClusterConfig: public nodes and a public endpoint unless declined.
    'private_cluster_config.enable_private_nodes': false,
    'private_cluster_config.enable_private_endpoint': false,
    // GKE API, ControlPlaneEndpointsConfig.
    'control_plane_endpoints_config.ip_endpoints_config.enabled': true,
    'control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic': false,
    'node_config.machine_type': 'e2-medium',
    'node_config.disk_size_gb': 100,
    'node_config.disk_type': 'pd-balanced',
    // Provider schema (since 5.0).
    deletion_protection: true,
    enable_shielded_nodes: true,
    enable_legacy_abac: false,
    enable_kubernetes_alpha: false,
    enable_autopilot: false,
    remove_default_node_pool: false,
    networking_mode: 'VPC_NATIVE',
    logging_service: 'logging.googleapis.com/kubernetes',
    monitoring_service: 'monitoring.googleapis.com/kubernetes',
    datapath_provider: 'LEGACY_DATAPATH',
    'cluster_autoscaling.autoscaling_profile': 'BALANCED',
    // GKE API, Cluster: off unless asked for; client certificates since 1.12.
    'network_policy.enabled': false,
    'master_auth.client_certificate_config.issue_client_certificate': false,
    'database_encryption.state': 'DECRYPTED',
    'binary_authorization.evaluation_mode': 'DISABLED',
    'cost_management_config.enabled': false,
    'notification_config.pubsub.enabled': false,
    enable_intranode_visibility: false,
    // GKE API, ShieldedInstanceConfig.
    'node_config.shielded_instance_config.enable_secure_boot': false,
    'node_config.shielded_instance_config.enable_integrity_monitoring': true,
  },
  google_container_node_pool: {
    'autoscaling.min_node_count': 0,
    'autoscaling.total_min_node_count': 0,
    'node_config.machine_type': 'e2-medium',
    'node_config.disk_size_gb': 100,
    'node_config.disk_type': 'pd-balanced',
    'node_config.spot': false,
    'node_config.preemptible': false,
    // Provider schema, "Enabled by default".
    'management.auto_repair': true,
    'management.auto_upgrade': true,
    // GKE API, NodeConfig and ShieldedInstanceConfig.
    'node_config.image_type': 'COS_CONTAINERD',
    'node_config.shielded_instance_config.enable_secure_boot': false,
    'node_config.shielded_instance_config.enable_integrity_monitoring': true,
  },
  // Compute API, firewalls.insert.
  google_compute_firewall: { direction: 'INGRESS', disabled: false },
  google_compute_network: { auto_create_subnetworks: true },
  // Compute API, subnetworks.insert and sslPolicies.insert.
  google_compute_subnetwork: { private_ip_google_access: false, purpose: 'PRIVATE' },
  google_compute_ssl_policy: { min_tls_version: 'TLS_1_0' },
  google_compute_address: { address_type: 'EXTERNAL' },
  google_compute_global_address: { address_type: 'EXTERNAL' },
  // Provider schema.
  google_project: { auto_create_network: true },
  // Cloud KMS API, CryptoKey; without a rotation period a key is never rotated.
  google_kms_crypto_key: { purpose: 'ENCRYPT_DECRYPT' },
  google_artifact_registry_repository: { cleanup_policy_dry_run: false },
  google_filestore_instance: { deletion_protection_enabled: false },
  google_storage_bucket: {
    force_destroy: false,
    uniform_bucket_level_access: false,
    public_access_prevention: 'inherited',
    'versioning.enabled': false,
    // Cloud Storage, soft delete: seven days.
    'soft_delete_policy.retention_duration_seconds': 604800,
  },
};

const HELM: Defaults = {
  // Helm provider schema.
  helm_release: { 'set.type': 'auto', atomic: false, wait: true },
};

const TABLE: Defaults = { ...AWS, ...GOOGLE, ...HELM };

/** What an unset attribute means; without a value when nothing is documented. */
export function providerDefault(type: string, path: string): Value {
  const defaults = Object.hasOwn(TABLE, type) ? TABLE[type] : undefined;
  return defaults && Object.hasOwn(defaults, path) ? unset(defaults[path]) : unset();
}
