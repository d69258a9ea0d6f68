import type { PipelineAccount } from '../../delivery/pipeline-needs.ts';
import { accountVariables, hostToken, type Pipeline } from './pipeline.ts';

/** A step, a job or a part of one, as it goes into YAML. */
export type Yaml = Readonly<Record<string, unknown>>;

/** Actions by the commit of a release: a tag can be moved, a commit cannot. */
const actions = {
  'actions/cache/restore': ['5a3ec84eff668545956fd18022155c47e93e2684', 'v4.2.3'],
  'actions/cache/save': ['5a3ec84eff668545956fd18022155c47e93e2684', 'v4.2.3'],
  'actions/checkout': ['11bd71901bbe5b1630ceea73d27597364c9af683', 'v4.2.2'],
  'actions/setup-node': ['49933ea5288caeca8642d1e84afbd3f7d6820020', 'v4.4.0'],
  'actions/upload-artifact': ['ea165f8d65b6e75b540449e92b4886f43607fa02', 'v4.6.2'],
  'actions/download-artifact': ['d3f86a106a0bac45b974a628896c90dbdf5c8093', 'v4.3.0'],
  'aws-actions/configure-aws-credentials': ['b47578312673ae6fa5b5096b330d9fbac3d116df', 'v4.2.1'],
  'github/codeql-action/upload-sarif': ['ff0a06e83cb2de871e5a09832bc6a81e7276941f', 'v3.28.18'],
  'google-github-actions/auth': ['ba79af03959ebeac9769e648f473a284504d9193', 'v2.1.10'],
  'google-github-actions/setup-gcloud': ['77e7a554d41e2ee56fc945c52dfd3f33d12def9a', 'v2.1.4'],
  'hashicorp/setup-terraform': ['b9cd54a3c349d3f38e8881555d616ced269862dd', 'v3.1.2'],
  'opentofu/setup-opentofu': ['592200bd4b9bbf4772ace78f887668b1aee8f716', 'v1.0.5'],
} as const satisfies Record<string, readonly [commit: string, release: string]>;

const RUNNER = 'ubuntu-24.04';

/** Environments whose jobs the clouds trust, each with an identity of its own. */
export const environments = { look: 'hubfleet-plan', change: 'production' } as const;

const TERRAFORM_VERSION = '1.11.4';
const TOFU_VERSION = '1.11.5';

/** A step that uses an action. */
export function use(name: keyof typeof actions, more: Yaml = {}): Yaml {
  return { uses: `${name}@${actions[name][0]}`, ...more };
}

/** Says behind each commit which release it is; comments are nothing that YAML is made from. */
export function nameReleases(text: string): string {
  return Object.entries(actions).reduce(
    (all, [name, [commit, release]]) => all.replaceAll(`${name}@${commit}`, `${name}@${commit} # ${release}`),
    text,
  );
}

/** Checks the repository out with its history, which comparisons need, and installs hubfleet. */
export const prepare: readonly Yaml[] = [
  use('actions/checkout', { with: { 'fetch-depth': 0, 'persist-credentials': false } }),
  use('actions/setup-node', { with: { 'node-version': 20, cache: 'npm' } }),
  { run: 'npm ci' },
];

/** Installs Terraform or OpenTofu without the wrapper, which would mix its own text into the output. */
export function installTerraform({ binary }: Pick<Pipeline, 'binary'>): Yaml {
  return binary === 'tofu'
    ? use('opentofu/setup-opentofu', { with: { tofu_version: TOFU_VERSION, tofu_wrapper: false } })
    : use('hashicorp/setup-terraform', { with: { terraform_version: TERRAFORM_VERSION, terraform_wrapper: false } });
}

const logins = {
  aws: (account) => ({
    ...use('aws-actions/configure-aws-credentials'),
    with: { 'role-to-assume': `\${{ vars.${accountVariables.aws(account).role} }}`, 'aws-region': account.region },
  }),
  google: (account) => {
    const { provider, serviceAccount } = accountVariables.google(account);
    return {
      ...use('google-github-actions/auth'),
      with: {
        workload_identity_provider: `\${{ vars.${provider} }}`,
        service_account: `\${{ vars.${serviceAccount} }}`,
      },
    };
  },
} satisfies Record<PipelineAccount['cloud'], (account: PipelineAccount) => Yaml>;

/** What runners lack to talk to clusters of a cloud. */
const extras = {
  aws: [],
  google: [use('google-github-actions/setup-gcloud', { with: { install_components: 'gke-gcloud-auth-plugin' } })],
} satisfies Record<PipelineAccount['cloud'], readonly Yaml[]>;

/** Logs in to accounts with the token of the job; with a condition, only for jobs of their clusters. */
export function logIn(accounts: readonly PipelineAccount[], condition?: (account: PipelineAccount) => string): Yaml[] {
  return accounts.flatMap((account) => {
    const only = condition ? { if: condition(account) } : {};
    const login = { name: `Log in to ${account.owner}`, ...only, ...logins[account.cloud](account) };
    return [login, ...extras[account.cloud].map((step) => ({ ...only, ...step }))];
  });
}

/** The environment of a job: secrets of stacks, and tokens when states are kept in HCP Terraform. */
export function terraformSecrets(pipeline: Pipeline, more: Yaml = {}): Yaml {
  const { workspaceHosts, setsUpWorkspaces, secretVariables } = pipeline;
  const names = [
    ...workspaceHosts.map(hostToken),
    ...(setsUpWorkspaces ? ['TFE_TOKEN'] : []),
    ...secretVariables.map((name) => `TF_VAR_${name}`),
  ];
  const env = { ...more, ...Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`])) };
  return Object.keys(env).length > 0 ? { env } : {};
}

/** The common part of a job: where it runs, how long at most, and what it may do. */
export function job(minutes: number, permissions: Yaml): Yaml {
  return { 'runs-on': RUNNER, 'timeout-minutes': minutes, permissions };
}

export function keep(name: string, path: string): Yaml {
  const settings = { name, path, 'if-no-files-found': 'ignore', 'retention-days': 90 };
  return use('actions/upload-artifact', { if: 'always()', with: settings });
}

/** A script of several lines. */
export function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
