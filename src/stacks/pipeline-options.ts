import { type CiIdentityOptions, CiTrust } from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

type Pipeline = NonNullable<AccountCluster['pipeline']>;
type Trust = { [Service in Pipeline['service']]: (pipeline: Extract<Pipeline, { service: Service }>) => CiTrust };

const services = {
  github: ({ repository, environments, branches }) => CiTrust.github({ repository, environments, branches }),
  gitlab: ({ project, host, branches }) => CiTrust.gitlab({ project, host, branches }),
  hcp: ({ organization, project, workspaces }) => CiTrust.hcp({ organization, project, workspaces }),
} satisfies Trust;

/** Name of the identity of a cluster's pipeline. */
export function pipelineName(clusterName: string): string {
  return `${clusterName}-ci`;
}

/** The pipeline of a cluster file in the words of the constructs. */
export function pipelineOptions(clusterName: string, pipeline: Pipeline): CiIdentityOptions {
  const { permissions } = pipeline;
  return { identityName: pipelineName(clusterName), trust: trustOf(pipeline), permissions };
}

/** Which runs of the pipeline are believed. */
export function trustOf(pipeline: Pipeline): CiTrust {
  const trust = services[pipeline.service] as (pipeline: Pipeline) => CiTrust;
  return trust(pipeline);
}
