import { fail, judge, pass, unknown } from '../../verdict';
import { isGiven } from '../attribute-rule';
import { cloudRule } from '../cloud-rule';

const EFS = 'aws_efs_file_system';

/** Throughput is paid for as it is used. */
export const efsThroughput = cloudRule(
  {
    id: 'cost/efs-throughput',
    title: 'An EFS file system does not provision its throughput',
    why: 'Provisioned throughput costs $6 a month per MiB/s whether used or not; 100 of it cost more than a terabyte of homes.',
    severity: 'medium',
    remedy: 'Home storage made by hubfleet is elastic. In Terraform set throughput_mode = "elastic" or "bursting".',
  },
  {
    pass: { [EFS]: { homes: { throughput_mode: 'elastic' } } },
    fail: { [EFS]: { homes: { throughput_mode: 'provisioned', provisioned_throughput_in_mibps: 100 } } },
  },
  {
    [EFS]: (it) =>
      judge(it.get('throughput_mode'), 'throughput_mode', (value) =>
        value === 'provisioned' ? 'throughput_mode is "provisioned", at $6 a month per MiB/s used or not' : undefined,
      ),
  },
);

/** Files that nobody opens get cheap. */
export const efsInfrequentAccess = cloudRule(
  {
    id: 'cost/efs-infrequent-access',
    title: 'An EFS file system moves files that nobody opens to cheaper storage',
    why: 'Most of what is in homes is never opened again; infrequent access costs a twelfth.',
    severity: 'low',
    remedy:
      'Home storage made by hubfleet has it so. In Terraform set lifecycle_policy { transition_to_ia = "AFTER_90_DAYS" }.',
  },
  {
    pass: { [EFS]: { homes: { lifecycle_policy: [{ transition_to_ia: 'AFTER_90_DAYS' }] } } },
    fail: { [EFS]: { homes: { encrypted: true } } },
  },
  {
    [EFS]: (it) => {
      const moves = it.blocks('lifecycle_policy').map((policy) => policy.get('transition_to_ia'));
      if (moves.some(isGiven)) return pass;
      return moves.some(({ state }) => state === 'unknown')
        ? unknown('lifecycle_policy cannot be seen', 'lifecycle_policy')
        : fail('lifecycle_policy moves nothing to infrequent access', 'lifecycle_policy');
    },
  },
);
