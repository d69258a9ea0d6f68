import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config';
import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import { Construct } from 'constructs';

/** Where the logs of one cluster and its network are kept, for a time of its own, and nowhere else. */
export class GkeLogs extends Construct {
  constructor(scope: Construct, id: string, clusterName: string, project: string, retentionDays: number) {
    super(scope, id);
    const bucket = new LoggingProjectBucketConfig(this, 'Bucket', {
      project,
      location: 'global',
      bucketId: clusterName,
      description: `Logs of ${clusterName}`,
      retentionDays,
    });
    const cluster = `resource.labels.cluster_name="${clusterName}"`;
    const network = `resource.type="gce_subnetwork" AND resource.labels.subnetwork_name="${clusterName}"`;
    const filter = `${cluster} OR (${network})`;
    const sink = new LoggingProjectSink(this, 'Sink', {
      name: clusterName,
      destination: `logging.googleapis.com/${bucket.id}`,
      filter,
      uniqueWriterIdentity: true,
    });
    // The project's default bucket would keep, and bill, each entry a second time.
    new LoggingProjectExclusion(this, 'Exclusion', { name: clusterName, filter, dependsOn: [sink] });
  }
}
