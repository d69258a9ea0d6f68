import { z } from 'zod';
import { domain, httpsUrl } from './address.ts';
import { expected } from './expected.ts';
import { secretReference } from './secret-reference.ts';

const globs = z.array(z.string().min(1)).min(1).default(['*']);

const runTask = z.strictObject({
  url: httpsUrl.describe('address of the server: hubfleet hcp serve behind a proxy that speaks TLS'),
  key: secretReference.describe('reference to the key that signs requests, as variable:<name>; the server has it too'),
  stages: z
    .array(z.enum(['pre_plan', 'post_plan', 'pre_apply', 'post_apply']))
    .min(1)
    .default(['post_plan'])
    .describe('when in a run the policies judge'),
  enforcement: z
    .enum(['advisory', 'mandatory'])
    .default('mandatory')
    .describe('what a run that fails does: advisory warns, mandatory stops'),
});

const team = z.strictObject({
  role: z
    .enum(['read', 'plan', 'write', 'admin'])
    .describe('what the team may do: look, start plans, apply, or everything; reading plans as JSON needs admin'),
  stacks: globs.describe('stacks whose workspaces the team is let into; globs'),
});

/** Workspaces of HCP Terraform or Terraform Enterprise that keep the states of the fleet. */
export const hcp = z.strictObject({
  organization: z.string().min(1).describe('organization of the workspaces, that of backends of kind cloud'),
  hostname: domain.default('app.terraform.io').describe('host of HCP Terraform or Terraform Enterprise'),
  terraformVersion: z
    .string()
    .min(1)
    .default('~> 1.11')
    .describe('version of Terraform in the workspaces, or a constraint; at least 1.11'),
  execution: z
    .string()
    .regex(/^(?:remote|local|apool-\w+)$/, { error: expected('remote, local or the id of an agent pool, apool-…') })
    .default('remote')
    .describe(
      'where runs take place: remote on machines of HCP Terraform, apool-… on agents of that pool, local where ' +
        'Terraform was started, so that workspaces only keep states',
    ),
  assessments: z
    .boolean()
    .default(false)
    .describe('let HCP Terraform look for drift once a day, where the edition does'),
  runTask: runTask.optional().describe('run task that judges every run with the policies; default: none'),
  teams: z.record(z.string().min(1), team).default({}).describe('teams that are let into workspaces, by name'),
});

export type HcpSettings = z.output<typeof hcp>;

const role = z.string().regex(/^arn:aws\S*:iam::[0-9]{12}:role\/\S+$/, { error: expected('the ARN of an IAM role') });

/** How runs in HCP Terraform log in to AWS. */
export const awsHcpLogin = z.strictObject({
  role: role.describe('ARN of the role that runs assume; it trusts the workspaces of the cluster'),
  planRole: role.optional().describe('ARN of a role with fewer rights for plans; default: that of runs'),
});

const serviceAccount = z
  .string()
  .regex(/^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/, { error: expected('the address of a service account') });

/** How runs in HCP Terraform log in to Google Cloud. */
export const googleHcpLogin = z.strictObject({
  serviceAccount: serviceAccount.describe('service account that runs act as; it trusts the workspaces of the cluster'),
  planServiceAccount: serviceAccount
    .optional()
    .describe('service account with fewer rights for plans; default: that of runs'),
  workloadProvider: z
    .string()
    .regex(/^projects\/[0-9]+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/, {
      error: expected('projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<name>'),
    })
    .describe('full name of the workload identity provider of HCP Terraform'),
});
