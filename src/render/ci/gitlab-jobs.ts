import type { PipelineAccount } from '../../delivery/pipeline-needs.ts';
import { accountVariables, type Pipeline } from './pipeline.ts';

/** A job or a part of one, as it goes into YAML. */
export type Yaml = Readonly<Record<string, unknown>>;

const IMAGE = 'node:20.20.2-bookworm';
const DOWNLOAD = 'curl --fail --silent --show-error --location';

/** What npm has downloaded before. */
export const packages: Yaml = { key: { files: ['package-lock.json'] }, paths: ['.npm/'] };

/** How the program that plans gets into the image; a checksum that is not the expected one ends the job. */
const binaries = {
  terraform: [
    `${DOWNLOAD} --output /tmp/terraform.zip https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_amd64.zip`,
    'echo "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc  /tmp/terraform.zip" | sha256sum --check --quiet',
    `python3 -m zipfile --extract /tmp/terraform.zip /usr/local/bin && chmod 755 /usr/local/bin/terraform`,
  ],
  tofu: [
    'cd /tmp',
    `${DOWNLOAD} --remote-name-all https://github.com/opentofu/opentofu/releases/download/v1.11.5/tofu_1.11.5_{linux_amd64.tar.gz,SHA256SUMS}`,
    'sha256sum --check --ignore-missing --quiet tofu_1.11.5_SHA256SUMS',
    'tar --extract --gzip --file tofu_1.11.5_linux_amd64.tar.gz --directory /usr/local/bin tofu',
    'cd "$CI_PROJECT_DIR"',
  ],
} satisfies Record<Pipeline['binary'], string[]>;

/** What talks to clusters of a cloud: its command line, by which Terraform gets a token. */
const tools = {
  aws: ['apt-get update -qq && apt-get install -qqy --no-install-recommends awscli'],
  google: [
    `${DOWNLOAD} https://packages.cloud.google.com/apt/doc/apt-key.gpg | gpg --dearmor --yes --output /usr/share/keyrings/google-cloud.gpg`,
    'echo "deb [signed-by=/usr/share/keyrings/google-cloud.gpg] https://packages.cloud.google.com/apt cloud-sdk main" > /etc/apt/sources.list.d/google-cloud.list',
    'apt-get update -qq && apt-get install -qqy --no-install-recommends google-cloud-cli google-cloud-cli-gke-gcloud-auth-plugin',
  ],
} satisfies Record<PipelineAccount['cloud'], string[]>;

/** What other jobs extend: the image with hubfleet in it, and that with Terraform and tokens for the clouds. */
export function jobTemplates(pipeline: Pipeline): Yaml {
  return {
    '.hubfleet': {
      image: IMAGE,
      variables: { GIT_DEPTH: '0', CHECKPOINT_DISABLE: '1' },
      cache: [packages],
      before_script: ['npm ci --cache .npm --prefer-offline'],
    },
    '.hubfleet-terraform': {
      extends: '.hubfleet',
      id_tokens: idTokens(pipeline),
      before_script: ['npm ci --cache .npm --prefer-offline', ...install(pipeline)],
    },
  };
}

function install({ binary, accounts }: Pipeline): string[] {
  const clouds = [...new Set(accounts.map(({ cloud }) => cloud))].sort();
  return [...clouds.flatMap((cloud) => tools[cloud]), ...binaries[binary]];
}

/** A token for each audience: AWS knows GitLab by its address, Google Cloud by the provider's own name. */
function idTokens({ accounts }: Pipeline): Yaml {
  const google = accounts.filter(({ cloud }) => cloud === 'google');
  return {
    ...(accounts.some(({ cloud }) => cloud === 'aws') && { AWS_ID_TOKEN: { aud: '$CI_SERVER_URL' } }),
    ...Object.fromEntries(
      google.map((account) => {
        const { provider } = accountVariables.google(account);
        return [`${provider}_ID_TOKEN`, { aud: `https://iam.googleapis.com/$${provider}` }];
      }),
    ),
  };
}

const logins = {
  aws: (account) => [
    '(umask 077; echo "$AWS_ID_TOKEN" > /tmp/aws-token)',
    `export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-token AWS_ROLE_ARN="$${accountVariables.aws(account).role}" AWS_REGION=${account.region}`,
  ],
  google: (account) => {
    const { provider, serviceAccount } = accountVariables.google(account);
    const impersonate = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';
    const config = [
      `{"type":"external_account","audience":"//iam.googleapis.com/$${provider}"`,
      '"subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token"',
      '"credential_source":{"file":"/tmp/google-token"}',
      `"service_account_impersonation_url":"${impersonate}/$${serviceAccount}:generateAccessToken"}`,
    ].join(',');
    return [
      `(umask 077; echo "$${provider}_ID_TOKEN" > /tmp/google-token)`,
      `cat > /tmp/google.json <<EOF\n${config}\nEOF`,
      'export GOOGLE_APPLICATION_CREDENTIALS=/tmp/google.json CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE=/tmp/google.json',
    ];
  },
} satisfies Record<PipelineAccount['cloud'], (account: PipelineAccount) => string[]>;

/** Logs in to accounts with the tokens of the job. */
export function logIn(accounts: readonly PipelineAccount[]): string {
  return `${accounts.flatMap((account) => logins[account.cloud](account)).join('\n')}\n`;
}

/** Logs in to the account of the job's cluster. */
export function loginByCluster({ accounts }: Pipeline): string {
  const cases = accounts.map(
    (account) => `${account.clusters.join('|')})\n${logins[account.cloud](account).join('\n')}\n;;`,
  );
  return `case "$HUBFLEET_CLUSTER" in\n${cases.join('\n')}\nesac\n`;
}
