import type { Block, Resource } from '../../resource';
import { judge, see, type Verdict, within } from '../../verdict';
import { cloudRule } from '../cloud-rule';

function notGp2(block: Block, path: string): Verdict {
  const attribute = within(block, path);
  return judge(block.get(path), attribute, (value, isDefault) =>
    value === 'gp2'
      ? `${attribute} is ${isDefault ? 'not set and defaults to ' : ''}"gp2", which costs a quarter more than gp3`
      : undefined,
  );
}

/** Volumes are of the current kind. */
export const gp3Volumes = cloudRule(
  {
    id: 'cost/gp3-volumes',
    title: 'EBS volumes are not of the kind gp2',
    why: 'The kind gp3 costs a fifth less per gigabyte and is faster below a terabyte; EBS still takes gp2 unless told otherwise.',
    severity: 'medium',
    remedy:
      'Pools made by hubfleet use gp3. In Terraform set type, or ebs { volume_type }, to "gp3"; it changes in place.',
  },
  {
    pass: { aws_ebs_volume: { homes: { type: 'gp3' } } },
    fail: { aws_ebs_volume: { homes: { size: 100 } } },
  },
  {
    aws_ebs_volume: (volume) => notGp2(volume, 'type'),
    aws_launch_template: (template) =>
      template
        .blocks('block_device_mappings')
        .flatMap((mapping) => mapping.blocks('ebs').flatMap((disk) => notGp2(disk, 'volume_type'))),
  },
);

/** AWS, "Previous generation instances"; t2 and p2 are still sold but dearer than what followed them. */
const OLD_AWS = /^(?:a1|c1|c3|c4|g2|g3s?|i2|m1|m2|m3|m4|p2|r3|r4|t1|t2|x1e?)\./;
/** Google's first generation, of which the old accelerators alone still need n1. */
const OLD_GOOGLE = /^(?:n1-|f1-|g1-)/;

function isOld(machines: readonly string[], pattern: RegExp, attribute: string): string | undefined {
  const old = machines.find((machine) => pattern.test(machine));
  return old === undefined ? undefined : `${attribute} is ${old}, of a generation that costs more for less`;
}

function aws(resource: Resource, path: string): Verdict {
  return judge(resource.get(path), path, (value) =>
    isOld((Array.isArray(value) ? value : [value]).map(String), OLD_AWS, path),
  );
}

function google(resource: Resource, path: string, accelerators: string): Verdict {
  const gpu = see(resource.get(accelerators));
  const hasGpu = !gpu.seen || (Array.isArray(gpu.value) ? gpu.value.length > 0 : gpu.value !== undefined);
  return judge(resource.get(path), path, (value) => {
    const found = isOld([String(value ?? '')], OLD_GOOGLE, path);
    return found !== undefined && hasGpu && String(value).startsWith('n1-') ? undefined : found;
  });
}

/** Machines are of a current generation. */
export const previousGeneration = cloudRule(
  {
    id: 'cost/previous-generation',
    title: 'Machines are of a current generation',
    why: 'Old generations cost as much or more and compute less; some cannot be had at all when a class begins.',
    severity: 'low',
    remedy:
      'Choose a current machineType in cluster.yaml, for example r7i or n2-highmem; in Terraform instance_types or machine_type.',
  },
  {
    pass: { aws_eks_node_group: { users: { instance_types: ['r7i.xlarge'] } } },
    fail: { aws_eks_node_group: { users: { instance_types: ['r4.xlarge'] } } },
  },
  {
    aws_eks_node_group: (group) => aws(group, 'instance_types'),
    aws_launch_template: (template) => aws(template, 'instance_type'),
    aws_instance: (machine) => aws(machine, 'instance_type'),
    google_container_node_pool: (pool) => google(pool, 'node_config.machine_type', 'node_config.guest_accelerator'),
    google_compute_instance: (machine) => google(machine, 'machine_type', 'guest_accelerator'),
  },
);
