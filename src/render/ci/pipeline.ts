import type { PipelineAccount, PipelineGroup, PipelineNeeds } from '../../delivery/pipeline-needs.ts';

/** What a pipeline is written from. */
export interface Pipeline extends PipelineNeeds {
  /** Folder of the fleet, from the root of the repository. */
  readonly fleet: string;
  /** Branch whose state is rolled out. */
  readonly branch: string;
  readonly binary: 'terraform' | 'tofu';
}

/** A file of a pipeline. */
export interface PipelineFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A value that the project must be given, and what it is for. Variables are seen by everybody, secrets by jobs only. */
export interface PipelineSetting {
  readonly kind: 'variable' | 'secret';
  readonly name: string;
  readonly about: string;
}

/** Names of the variables that hold the identity of an account, by what they are. */
export const accountVariables = {
  aws: ({ owner }) => ({ role: `AWS_ROLE_${owner}` }),
  google: ({ owner }) => ({
    provider: `GOOGLE_PROVIDER_${shout(owner)}`,
    serviceAccount: `GOOGLE_SERVICE_ACCOUNT_${shout(owner)}`,
  }),
} satisfies Record<PipelineAccount['cloud'], (account: PipelineAccount) => Record<string, string>>;

const ABOUT = {
  aws: { role: 'ARN of the IAM role that jobs assume in the account' },
  google: {
    provider: 'full name of the workload identity provider of the project, projects/<number>/…',
    serviceAccount: 'address of the service account that jobs act as',
  },
} satisfies { [C in PipelineAccount['cloud']]: Record<keyof ReturnType<(typeof accountVariables)[C]>, string> };

/** Everything that the project must be given before its first run. */
export function settingsOf(needs: PipelineNeeds): PipelineSetting[] {
  const { accounts, workspaceHosts, setsUpWorkspaces } = needs;
  return [
    ...accounts.flatMap((account) => {
      const about: Readonly<Record<string, string>> = ABOUT[account.cloud];
      return Object.entries(accountVariables[account.cloud](account)).map(([what, name]) => ({
        kind: 'variable' as const,
        name,
        about: about[what] ?? '',
      }));
    }),
    ...workspaceHosts.map((host) => ({
      kind: 'secret' as const,
      name: hostToken(host),
      about: `token of a team in ${host} that may plan and apply`,
    })),
    ...(setsUpWorkspaces
      ? [{ kind: 'secret' as const, name: 'TFE_TOKEN', about: 'token that may manage workspaces, run tasks and teams' }]
      : []),
    ...needs.secretVariables.map((name) => ({
      kind: 'secret' as const,
      name: `TF_VAR_${name}`,
      about: `secret that fleet files name as variable:${name}`,
    })),
    { kind: 'secret', name: 'HUBFLEET_HEALTH_TOKEN', about: 'token of the service hub-health of the hubs' },
  ];
}

/** The variable by which Terraform takes the token of a host. */
export function hostToken(host: string): string {
  return `TF_TOKEN_${host.replaceAll('.', '_').replaceAll('-', '__')}`;
}

/** `--fleet DIR` where the folder is another than the usual. */
export function fleetFlag({ fleet }: Pick<Pipeline, 'fleet'>): string {
  return fleet === 'clusters' ? '' : ` --fleet ${fleet}`;
}

/** `--terraform-binary tofu` where it is not Terraform. */
export function binaryFlag({ binary }: Pick<Pipeline, 'binary'>): string {
  return binary === 'terraform' ? '' : ` --terraform-binary ${binary}`;
}

/** Selects the clusters of a group; one group is the whole fleet, with the stack that is of no cluster. */
export function groupFlags({ groups }: Pick<Pipeline, 'groups'>, { clusters }: PipelineGroup): string {
  return groups.length === 1 ? '' : clusters.map((name) => ` --cluster ${name}`).join('');
}

/** Name of a job of a group; without a number where there is one group. */
export function groupJob(what: string, { groups }: Pick<Pipeline, 'groups'>, { number }: PipelineGroup): string {
  return groups.length === 1 ? what : `${what}-${number}`;
}

function shout(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
