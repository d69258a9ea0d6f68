import type { Resource } from '../../resource';
import { fail, unknown, type Verdict } from '../../verdict';
import { setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';
import { type Grant, grants, hiddenMembers, iamTypes } from '../iam-grants';

const MEMBER = 'google_project_iam_member';
/** Grants at a project or above reach everything in it. */
const WIDE = [
  ...iamTypes('google_project_iam', 'google_folder_iam', 'google_organization_iam'),
  'data.google_iam_policy',
];

function forGrants(check: (grant: Grant) => Verdict) {
  const judge = (resource: Resource) =>
    grants(resource).flatMap((grant) =>
      grant.roleHidden === undefined ? check(grant) : unknown(`role cannot be checked: it ${grant.roleHidden}`, 'role'),
    );
  return Object.fromEntries(WIDE.map((type) => [type, judge]));
}

const given = (role: string, member: string) => ({ [MEMBER]: { it: { project: 'hubs', role, member } } });
const NODE = 'serviceAccount:nodes@hubs.iam.gserviceaccount.com';

/** Roles say what they are for. */
export const projectBasicRoles = cloudRule(
  {
    id: 'security/project-basic-roles',
    title: 'Nobody is owner, editor or viewer of a whole project',
    why: 'The basic roles hold thousands of rights, among them on data and on rights themselves.',
    severity: 'high',
    remedy:
      'Give the predefined roles that are needed, for example roles/container.developer. Owners of a project are set up outside of it.',
    references: numbers({ checkov: 'CKV_GCP_117 CKV_GCP_116 CKV_GCP_115' }),
  },
  { pass: given('roles/logging.logWriter', NODE), fail: given('roles/editor', NODE) },
  forGrants(({ role = '' }) =>
    /^roles\/(?:owner|editor|viewer)$/.test(role)
      ? fail(`role is ${role}, which reaches everything in the project`, 'role')
      : [],
  ),
);

const ADMIN = /(?:admin|^roles\/(?:owner|editor))$/i;

/** Programs do not administrate. */
export const serviceAccountAdmin = cloudRule(
  {
    id: 'security/service-account-admin',
    title: 'No service account administrates a project',
    why: 'A service account acts for programs, and whoever takes the program takes its rights.',
    severity: 'high',
    remedy: 'Grant the role on the one bucket, topic or zone that the program needs, not on the project.',
    references: numbers({ checkov: 'CKV_GCP_42', trivy: 'GCP-0007' }),
  },
  { pass: given('roles/logging.logWriter', NODE), fail: given('roles/storage.admin', NODE) },
  forGrants((grant) => {
    if (!ADMIN.test(grant.role ?? '')) return [];
    const isProgram = grant.members.some((member) => member.startsWith('serviceAccount:'));
    return isProgram
      ? fail(`role ${grant.role} on the project goes to a service account`, 'role')
      : hiddenMembers(grant);
  }),
);

const IMPERSONATION = /^roles\/iam\.(?:serviceAccountUser|serviceAccountTokenCreator|workloadIdentityUser)$/;

/** Nobody acts as whomever they like. */
export const serviceAccountImpersonation = cloudRule(
  {
    id: 'security/service-account-impersonation',
    title: 'The right to act as a service account is given for one account',
    why: 'On the project it lets its holder act as every service account there is, the most powerful too.',
    severity: 'high',
    remedy: 'Use google_service_account_iam_member for the one account instead of google_project_iam_member.',
    references: numbers({ checkov: 'CKV_GCP_41 CKV_GCP_49 CKV_GCP_44 CKV_GCP_45', trivy: 'GCP-0011' }),
  },
  { pass: given('roles/logging.logWriter', NODE), fail: given('roles/iam.serviceAccountTokenCreator', NODE) },
  forGrants(({ role = '' }) =>
    IMPERSONATION.test(role)
      ? fail(`role is ${role} on the whole project: its holder acts as any service account`, 'role')
      : [],
  ),
);

const DEFAULT_ACCOUNT = /^serviceAccount:.*(?:-compute@developer|@appspot)\.gserviceaccount\.com$/;

/** Accounts that come with a project stay without rights. */
export const defaultServiceAccountRoles = cloudRule(
  {
    id: 'security/default-service-account-roles',
    title: 'The default service accounts of a project are given nothing',
    why: 'Every machine that names no account acts as one of them, so each right given to them is given to all.',
    severity: 'high',
    remedy: 'Make a google_service_account for the program and grant to that.',
    references: numbers({ checkov: 'CKV_GCP_46 CKV_GCP_48 CKV_GCP_47', trivy: 'GCP-0006' }),
  },
  {
    pass: given('roles/logging.logWriter', NODE),
    fail: given('roles/logging.logWriter', 'serviceAccount:1234567890-compute@developer.gserviceaccount.com'),
  },
  forGrants((grant) => {
    const found = grant.members.find((member) => DEFAULT_ACCOUNT.test(member));
    return found
      ? fail(`${grant.attribute} is the default service account ${found}`, grant.attribute)
      : hiddenMembers(grant);
  }),
);

/** Keys that never end are not made. */
export const serviceAccountKeys = cloudRule(
  {
    id: 'security/service-account-keys',
    title: 'No keys are made for service accounts',
    why: 'A key never expires, is in the Terraform state in the clear, and works from anywhere.',
    severity: 'high',
    remedy: 'Use workload identity in clusters and workload identity federation in CI; both need no key.',
    references: numbers({ checkov: 'CKV2_GCP_3' }),
  },
  {
    pass: { google_service_account: { hub: { account_id: 'hub' } } },
    fail: { google_service_account_key: { hub: { service_account_id: '${google_service_account.hub.name}' } } },
  },
  {
    google_service_account_key: () =>
      fail('a key of a service account is made, which never expires and lies in the state'),
  },
);

/** Only the own repositories get in. */
export const federationCondition = setRule({
  id: 'security/federation-condition',
  title: 'Workload identity federation says whose tokens it takes',
  why: 'The issuer of GitHub signs for every repository on it; without a condition each of them may ask for your credentials.',
  severity: 'high',
  remedy: 'In Terraform set attribute_condition = "assertion.repository_owner == \'<organization>\'".',
  references: numbers({ checkov: 'CKV_GCP_125', trivy: 'GCP-0068' }),
  type: 'google_iam_workload_identity_pool_provider',
  path: 'attribute_condition',
  example: "assertion.repository_owner == 'opendata'",
});
