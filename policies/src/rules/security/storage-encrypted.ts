import type { Rule } from '../../rule';
import { requireFlag } from '../../verdict';

/** File systems and volumes are encrypted at rest. */
export const storageEncrypted: Rule = {
  id: 'security/storage-encrypted',
  title: 'File systems, volumes and databases are encrypted at rest',
  why: 'AWS encrypts EFS, EBS and RDS only when asked, and the choice cannot be changed later without copying everything.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Home storage made by hubfleet is encrypted. In your own code set encrypted: true (storageEncrypted for databases), in Terraform encrypted = true; existing storage must be copied to a new, encrypted one.',
  references: [
    { source: 'checkov', id: 'CKV_AWS_42' },
    { source: 'checkov', id: 'CKV_AWS_3' },
    { source: 'trivy', id: 'AWS-0037' },
    { source: 'trivy', id: 'AWS-0026' },
    { source: 'trivy', id: 'AWS-0131' },
  ],
  examples: {
    pass: { terraform: { resource: { aws_efs_file_system: { homes: { encrypted: true } } } } },
    fail: { terraform: { resource: { aws_efs_file_system: { homes: { performance_mode: 'generalPurpose' } } } } },
  },
  checks: {
    aws_efs_file_system: (resource) => requireFlag(resource, 'encrypted', true),
    aws_ebs_volume: (resource) => requireFlag(resource, 'encrypted', true),
    aws_db_instance: (resource) => requireFlag(resource, 'storage_encrypted', true),
    aws_launch_template: (template) =>
      template
        .blocks('block_device_mappings')
        .flatMap((mapping) => mapping.blocks('ebs').flatMap((disk) => requireFlag(disk, 'encrypted', true))),
  },
};
