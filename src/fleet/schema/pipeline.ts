import { z } from 'zod';
import { expected } from './expected.ts';

const branches = z.array(z.string().min(1)).min(1).optional();
const path = z.string().regex(/^[\w.-]+(?:\/[\w.-]+)+$/, { error: expected('a path like group/name') });

/** Keys of a pipeline on every cloud: which of its runs may deploy. */
export function pipelineSchema<More extends z.ZodRawShape>(more: More) {
  const github = z.strictObject({
    service: z.literal('github').describe('GitHub Actions'),
    repository: path.describe('repository, owner/name'),
    environments: z.array(z.string().min(1)).default([]).describe('environments whose jobs are trusted'),
    branches: branches.describe('branches whose jobs are trusted; default: main, or none if environments are named'),
    ...more,
  });
  const gitlab = z.strictObject({
    service: z.literal('gitlab').describe('GitLab'),
    project: path.describe('project, group/name'),
    host: z.string().min(1).default('gitlab.com').describe('host of GitLab'),
    branches: branches.describe('branches whose jobs are trusted; default: main'),
    ...more,
  });
  const hcp = z.strictObject({
    service: z.literal('hcp').describe('HCP Terraform'),
    organization: z.string().min(1).describe('organization in HCP Terraform'),
    project: z.string().min(1).describe('project in HCP Terraform'),
    workspaces: z.array(z.string().min(1)).min(1).describe('workspaces whose runs are trusted'),
    ...more,
  });
  return z
    .discriminatedUnion('service', [github, gitlab, hcp])
    .describe('a pipeline that deploys to the cluster with tokens of its service, without keys');
}
