import { EbsHomeDisk, EfsHomeStorage, EksBucket, EksDatabase, type IEksNetwork } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import { bucketOptions } from '../bucket-options.ts';
import { databaseOptions } from '../database-options.ts';
import { homeDiskOptions } from '../home-disk-options.ts';
import type { AwsCluster } from './aws-cluster.ts';
import { findNetwork } from './aws-network.ts';
import { storageName } from './cloud.ts';

/** Name of a bucket of the cluster: account numbers are unique, and so is it in all of S3. */
export function awsBucketName({ account }: AwsCluster, name: string): string {
  return `${account}-${name}`;
}

/** Creates all home storage, buckets and databases that the cluster file names. */
export function createAwsData(scope: Construct, cluster: AwsCluster): void {
  let network: IEksNetwork | undefined;
  // Looked up once, and only if something is put into it.
  const inNetwork = (): IEksNetwork => {
    network ??= findNetwork(scope, cluster);
    return network;
  };
  createHomes(scope, cluster, inNetwork);
  const buckets = new Construct(scope, 'Buckets');
  for (const [name, bucket] of Object.entries(cluster.buckets)) {
    new EksBucket(buckets, name, bucketOptions(awsBucketName(cluster, storageName(cluster, name)), bucket));
  }
  const database = databaseOptions(cluster);
  if (database) new EksDatabase(scope, 'Database', inNetwork(), database);
}

function createHomes(scope: Construct, cluster: AwsCluster, inNetwork: () => IEksNetwork): void {
  const homes = new Construct(scope, 'Homes');
  for (const [key, storage] of Object.entries(cluster.homeStorage)) {
    const name = storageName(cluster, key);
    if (storage.kind === 'disk') {
      new EbsHomeDisk(homes, key, homeDiskOptions(name, cluster.zones[0] ?? '', storage));
    } else if (storage.kind === 'efs') {
      const backupRetentionDays = storage.backups.retentionDays;
      new EfsHomeStorage(homes, key, { storageName: name, network: inNetwork(), backupRetentionDays });
    }
  }
}
