import { StorageClassV1 } from '@cdktf/provider-kubernetes/lib/storage-class-v1';
import { Construct } from 'constructs';

/** Properties of `RetainedStorage`. */
export interface RetainedStorageProps {
  /** Driver that makes the disks, for example `ebs.csi.aws.com`. */
  readonly driver: string;
  /** What the driver is told, for example the type of the disk. */
  readonly parameters: Record<string, string>;
}

/** A storage class whose disks stay when their claim goes, for what has no other copy: the users of a hub. */
export class RetainedStorage extends Construct {
  /** Name of the class. */
  public static readonly CLASS_NAME = 'hubfleet-retain';

  constructor(scope: Construct, id: string, props: RetainedStorageProps) {
    super(scope, id);
    new StorageClassV1(this, 'Resource', {
      metadata: { name: RetainedStorage.CLASS_NAME },
      storageProvisioner: props.driver,
      parameters: props.parameters,
      reclaimPolicy: 'Retain',
      // The disk is made in the zone of the node that mounts it.
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  }
}
