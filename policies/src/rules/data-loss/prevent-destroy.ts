import type { Rule, RuleCheck } from '../../rule';
import { asBoolean, judge } from '../../verdict';
import { STORAGE_TYPES } from './stateful-types';

const check: RuleCheck = (resource) =>
  judge(resource.lifecycle.preventDestroy, 'lifecycle.prevent_destroy', (value, isDefault) => {
    if (asBoolean(value) === true) return undefined;
    return `lifecycle.prevent_destroy is ${isDefault ? 'not set' : 'false'}, so any plan may delete the storage`;
  });

/** Storage is guarded against deletion. */
export const preventDestroy: Rule = {
  id: 'data-loss/prevent-destroy',
  title: 'Storage and its keys carry prevent_destroy',
  why: 'With prevent_destroy Terraform refuses every plan that would delete home directories, whoever runs it and with whatever tool.',
  severity: 'high',
  category: 'data-loss',
  stages: ['synth'],
  remedy:
    'Home storage made by hubfleet carries it. In your own code set lifecycle: { preventDestroy: true }, in Terraform lifecycle { prevent_destroy = true }.',
  references: [
    {
      source: 'terraform',
      id: 'lifecycle prevent_destroy',
      url: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
    },
    { source: 'checkov', id: 'CKV_GCP_82' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: { aws_efs_file_system: { homes: { encrypted: true, lifecycle: { prevent_destroy: true } } } },
      },
    },
    fail: { terraform: { resource: { aws_efs_file_system: { homes: { encrypted: true } } } } },
  },
  checks: Object.fromEntries(STORAGE_TYPES.map((type) => [type, check])),
};
