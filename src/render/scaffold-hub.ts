/** What a new hub file is made from. */
export interface HubScaffold {
  readonly cluster: string;
  readonly hub: string;
  readonly domain: string;
  readonly preset: string;
  /** What the preset is for. */
  readonly title: string;
  /** Store of the cloud's secrets, as references name it. */
  readonly secretStore: string;
  readonly image?: string | undefined;
}

type Login = (scaffold: HubScaffold) => string;

/** Reference to a secret of the hub. A slash is no part of a name in every store. */
function reference({ secretStore, cluster, hub }: HubScaffold, secret: string): string {
  const separator = secretStore === 'awsSecretsManager' ? '/' : '-';
  return `${secretStore}:${[cluster, hub, secret].join(separator)}`;
}

const github: Login = (scaffold) => `authentication:
  kind: github
  clientId: my-client-id
  clientSecret: ${reference(scaffold, 'github')}
  organizations: [my-organization]
admins: [my-login]
`;

/** Logins of presets that are not for members of an organization. */
const logins: Readonly<Record<string, Login>> = {
  event: (scaffold) => `authentication:
  kind: sharedPassword
  password: ${reference(scaffold, 'password')}
  adminPassword: ${reference(scaffold, 'admin-password')}
admins: [my-name]
`,
  ephemeral: () => `authentication:
  kind: temporary
  allowEveryoneBecause: say here why everybody may start a server
`,
};

/** A hub file of about ten lines; names and addresses are to be replaced. */
export function renderHubScaffold(scaffold: HubScaffold): string {
  const { hub, domain, preset, title, image } = scaffold;
  const words = hub.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `# yaml-language-server: $schema=../../.schema/hub.json
# ${title}. \`hubfleet init --list --format json\` shows all that the preset sets; every key here wins over it.
displayName: ${words.join(' ')}
domain: ${domain}
preset: ${preset}
${image === undefined ? '' : `image: ${image}\n`}${(logins[preset] ?? github)(scaffold)}`;
}
