import type { HelmValues } from '../../helm-values';
import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { isRecord } from '../../value';
import { all, asBoolean, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';

const CLASS = 'hub.config.JupyterHub.authenticator_class';

/** Short names that the chart's image registers, as far as they are not <Name>OAuthenticator. */
const CLASS_NAMES: Readonly<Record<string, string>> = {
  dummy: 'DummyAuthenticator',
  tmp: 'TmpAuthenticator',
  null: 'NullAuthenticator',
  native: 'NativeAuthenticator',
  firstuse: 'FirstUseAuthenticator',
  'shared-password': 'SharedPasswordAuthenticator',
  github: 'GitHubOAuthenticator',
  'github-oauth': 'GitHubOAuthenticator',
  google: 'GoogleOAuthenticator',
  cilogon: 'CILogonOAuthenticator',
  gitlab: 'GitLabOAuthenticator',
  'generic-oauth': 'GenericOAuthenticator',
};

/** Lists that say who may come in, for the providers at which anybody can have an account. */
const ALLOW_LISTS: Readonly<Record<string, readonly string[]>> = {
  GitHubOAuthenticator: ['allowed_organizations', 'allowed_users'],
  GoogleOAuthenticator: ['hosted_domain', 'allowed_google_groups', 'allowed_users'],
  GitLabOAuthenticator: ['allowed_gitlab_groups', 'allowed_project_ids', 'allowed_users'],
  CILogonOAuthenticator: ['allowed_idps', 'idps'],
};

/** Identity providers behind CILogon at which anybody can have an account. */
const PUBLIC_IDPS =
  /accounts\.google\.com|google\.com\/accounts|github\.com\/login|orcid\.org|login\.microsoftonline\.com\/common/;

function check(release: Resource): Verdict {
  const values = hubValues(release);
  if (!values) return pass;
  const sight = see(values.get(CLASS));
  if (!sight.seen) return unknown(`${CLASS} cannot be checked: it ${sight.reason}`, CLASS);
  const name = className(String(sight.value ?? ''));
  const shown = sight.isDefault ? 'is not set and the chart takes dummy' : `is ${show(sight.value)}`;
  switch (name) {
    case 'NullAuthenticator':
      return pass;
    case 'DummyAuthenticator':
      return fail(`${CLASS} ${shown}, which lets anybody in under any name`, CLASS);
    case 'TmpAuthenticator':
    case 'FirstUseAuthenticator':
      return fail(`${CLASS} ${shown}, which gives everybody an account`, CLASS);
    case 'SharedPasswordAuthenticator':
      return sharedPassword(values);
    case 'LTI11Authenticator':
    case 'LTI13Authenticator':
      // A launch is signed by the one system that the hub knows; allow_all is how its courses get in.
      return pass;
    default:
      return all(
        allowAll(values, name),
        openSignup(values, name),
        allowList(values, name),
        identityProviders(values, name),
      );
  }
}

function className(given: string): string {
  if (Object.hasOwn(CLASS_NAMES, given)) return CLASS_NAMES[given] as string;
  return given.replace(/^.*[.:]/, '');
}

/** Whether hubfleet gives the hub a setting from a secret, outside of the values. */
function isCredential(values: HelmValues, section: string, trait: string): boolean {
  const credentials = values.get('custom.hubfleet.credentials');
  if (credentials.state !== 'known' || !Array.isArray(credentials.value)) return false;
  return credentials.value.some((each) => isRecord(each) && each.section === section && each.trait === trait);
}

function sharedPassword(values: HelmValues): Verdict {
  const path = 'hub.config.SharedPasswordAuthenticator.user_password';
  if (isCredential(values, 'SharedPasswordAuthenticator', 'user_password')) return pass;
  const value = values.get(path);
  return value.state === 'default' ? fail(`${path} is not set, so there is no password to share`, path) : pass;
}

/** Domains at which everybody can have an account. */
const PUBLIC_DOMAINS = new Set(['gmail.com', 'googlemail.com']);

/** A Workspace domain narrows the login before `allow_all` is asked, so that the two together mean its members. */
function isNarrowedByDomain(values: HelmValues, name: string): boolean {
  if (name !== 'GoogleOAuthenticator') return false;
  const found = values.get('hub.config.GoogleOAuthenticator.hosted_domain');
  const domains = found.state === 'known' ? [found.value].flat() : [];
  return domains.length > 0 && domains.every((domain) => typeof domain === 'string' && !PUBLIC_DOMAINS.has(domain));
}

function allowAll(values: HelmValues, name: string): Verdict {
  if (isNarrowedByDomain(values, name)) return pass;
  return all(
    ...['Authenticator', name].map((section) => {
      const path = `hub.config.${section}.allow_all`;
      return judge(values.get(path), path, (value) =>
        asBoolean(value) === true
          ? `${path} is true, which lets in everybody with an account at the identity provider`
          : undefined,
      );
    }),
  );
}

function openSignup(values: HelmValues, name: string): Verdict {
  const path = `hub.config.${name}.open_signup`;
  return judge(values.get(path), path, (value) =>
    asBoolean(value) === true ? `${path} is true, so everybody can make an account` : undefined,
  );
}

function allowList(values: HelmValues, name: string): Verdict {
  const lists = Object.hasOwn(ALLOW_LISTS, name) ? (ALLOW_LISTS[name] as readonly string[]) : [];
  if (lists.length === 0) return pass;
  const found = [
    ...lists.map((list) => values.get(`hub.config.${name}.${list}`)),
    values.get('hub.config.Authenticator.allowed_users'),
  ];
  const path = `hub.config.${name}.${lists[0]}`;
  if (found.some((value) => value.state === 'reference' || (value.state === 'known' && !isEmpty(value.value))))
    return pass;
  const hidden = found.map(see).find((sight) => !sight.seen);
  if (hidden && !hidden.seen) return unknown(`${path} cannot be checked: it ${hidden.reason}`, path);
  return fail(`${name} has none of ${lists.join(', ')}, so nothing says who may come in`, path);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function identityProviders(values: HelmValues, name: string): Verdict {
  if (name !== 'CILogonOAuthenticator') return pass;
  return ['allowed_idps', 'idps'].flatMap((list) => {
    const path = `hub.config.${name}.${list}`;
    const found = values.get(path);
    if (found.state !== 'known' || !isRecord(found.value)) return pass;
    return Object.entries(found.value).flatMap(([idp, settings]) => {
      const isOpen =
        PUBLIC_IDPS.test(idp) &&
        isRecord(settings) &&
        settings.allow_all === true &&
        isEmpty(settings.allowed_domains ?? []);
      return isOpen ? fail(`${path} lets in everybody with an account at ${idp}`, path) : pass;
    });
  });
}

/** A hub knows whom it lets in. */
export const hubOpenLogin: Rule = {
  id: 'security/hub-open-login',
  title: 'A hub lets in named people or groups only',
  why: 'A hub gives out computers. Open ones are found by crypto miners within days; the chart by itself takes any name and any password.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Set authentication in the hub file, with organizations, hostedDomains, identityProviders with domains, or allowed groups. In raw values set hub.config.JupyterHub.authenticator_class and the allow lists of that class.',
  references: [
    {
      source: 'z2jh',
      id: 'authentication and authorization',
      url: 'https://z2jh.jupyter.org/en/stable/administrator/authentication.html',
    },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: [
                '{"hub":{"config":{"JupyterHub":{"authenticator_class":"github"},"GitHubOAuthenticator":{"allowed_organizations":["my-org"]}}}}',
              ],
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: { helm_release: { hub: { chart: 'jupyterhub', values: ['{"singleuser":{"defaultUrl":"/lab"}}'] } } },
      },
    },
  },
  checks: { helm_release: check },
};
