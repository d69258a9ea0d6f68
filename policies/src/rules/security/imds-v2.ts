import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { all, asNumber, judge, pass, show, type Verdict } from '../../verdict';

const TOKENS = 'metadata_options.http_tokens';
const HOPS = 'metadata_options.http_put_response_hop_limit';

function check(machine: Resource): Verdict {
  const endpoint = machine.get('metadata_options.http_endpoint');
  if (endpoint.state === 'known' && endpoint.value === 'disabled') return pass;
  return all(
    judge(machine.get(TOKENS), TOKENS, (value, isDefault) =>
      value === 'required'
        ? undefined
        : `${TOKENS} is ${isDefault ? 'not set and defaults to ' : ''}${show(value)}, so the metadata service answers without a token`,
    ),
    judge(machine.get(HOPS), HOPS, (value, isDefault) =>
      (asNumber(value) ?? 0) === 1
        ? undefined
        : `${HOPS} is ${isDefault ? 'not set and may be ' : ''}${show(value)}, so a pod can ask for the credentials of its node`,
    ),
  );
}

/** Pods cannot take the role of their node from the metadata service. */
export const imdsV2: Rule = {
  id: 'security/imds-v2',
  title: 'The metadata service of nodes needs a token and does not answer pods',
  why: 'With one hop only the node itself gets an answer; otherwise any notebook can read the credentials of the node it runs on.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Pools made by hubfleet set both. In Terraform set metadata_options { http_tokens = "required", http_put_response_hop_limit = 1 } in the launch template of the node group.',
  references: [
    { source: 'checkov', id: 'CKV_AWS_79' },
    { source: 'checkov', id: 'CKV_AWS_341' },
    { source: 'trivy', id: 'AWS-0028' },
    { source: 'trivy', id: 'AWS-0130' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_launch_template: {
            nodes: { metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 } },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          aws_launch_template: {
            nodes: { metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 2 } },
          },
        },
      },
    },
  },
  checks: { aws_launch_template: check, aws_instance: check },
};
