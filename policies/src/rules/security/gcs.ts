import { fail, pass } from '../../verdict';
import { choiceRule, flagRule, requireSet, setRule } from '../attribute-rule';
import { isScratch } from '../bucket-life';
import { cloudRule, numbers } from '../cloud-rule';
import { EVERYBODY, grants, hiddenMembers, iamTypes } from '../iam-grants';

const BUCKET = 'google_storage_bucket';
const OURS = 'Buckets made by hubfleet have it so.';

/** One place says who may read. */
export const gcsUniformAccess = flagRule({
  id: 'security/gcs-uniform-access',
  title: 'A Cloud Storage bucket is governed by IAM alone',
  why: 'Access lists of single objects can make one of them public without anybody seeing it on the bucket.',
  severity: 'high',
  remedy: `${OURS} In Terraform set uniform_bucket_level_access = true.`,
  references: numbers({ checkov: 'CKV_GCP_29', trivy: 'GCP-0002' }),
  type: BUCKET,
  path: 'uniform_bucket_level_access',
  must: true,
});

/** Nobody can make it public later. */
export const gcsPublicAccessPrevention = choiceRule({
  id: 'security/gcs-public-access-prevention',
  title: 'A Cloud Storage bucket cannot be made public',
  why: 'With prevention enforced a wrong grant does nothing; without it one word opens the bucket to the world.',
  severity: 'high',
  remedy: `${OURS} In Terraform set public_access_prevention = "enforced".`,
  references: numbers({ checkov: 'CKV_GCP_114' }),
  type: BUCKET,
  path: 'public_access_prevention',
  oneOf: ['enforced'],
  not: 'inherited',
});

const MEMBER = 'google_storage_bucket_iam_member';

/** Nobody made it public. */
export const gcsPublicMembers = cloudRule(
  {
    id: 'security/gcs-public-members',
    title: 'No grant opens a Cloud Storage bucket to everybody',
    why: 'The member allUsers is the whole internet, and allAuthenticatedUsers is everybody with a Google account, which is the same.',
    severity: 'critical',
    remedy:
      'Name the people, groups or service accounts. Data that is meant to be public belongs into a project of its own, with a waiver.',
    references: numbers({ checkov: 'CKV_GCP_28', trivy: 'GCP-0001' }),
  },
  {
    pass: {
      [MEMBER]: { it: { bucket: 'data', role: 'roles/storage.objectViewer', member: 'group:staff@example.org' } },
    },
    fail: { [MEMBER]: { it: { bucket: 'data', role: 'roles/storage.objectViewer', member: 'allUsers' } } },
  },
  {
    ...Object.fromEntries(
      iamTypes('google_storage_bucket_iam').map((type) => [
        type,
        (resource) =>
          grants(resource).flatMap((grant) => {
            const open = grant.members.find((member) => EVERYBODY.test(member));
            return open
              ? fail(`${grant.attribute} is ${open}: anybody may use the bucket`, grant.attribute)
              : hiddenMembers(grant);
          }),
      ]),
    ),
    google_storage_bucket_access_control: (entry) => {
      const entity = entry.get('entity');
      return entity.state === 'known' && EVERYBODY.test(String(entity.value))
        ? fail(`entity is ${entity.value}: anybody may use the bucket`, 'entity')
        : pass;
    },
  },
);

/** Objects have a key of one's own. */
export const gcsKey = setRule({
  id: 'security/gcs-key',
  title: 'A Cloud Storage bucket is encrypted with a key of your own',
  why: 'Google encrypts it anyway; a key of your own lets you see and stop every use of the data.',
  severity: 'low',
  strict: true,
  remedy: 'In your own code set encryption { default_kms_key_name = google_kms_crypto_key.… }.',
  references: numbers({ trivy: 'GCP-0066' }),
  type: BUCKET,
  path: 'encryption.default_kms_key_name',
  example: 'projects/hubs/locations/europe-west2/keyRings/data/cryptoKeys/bucket',
});

/** Reads are written down. */
export const gcsAccessLogs = cloudRule(
  {
    id: 'security/gcs-access-logs',
    title: 'A Cloud Storage bucket for data that is kept writes down who reads it',
    why: 'After a leak the access log says what was taken. Buckets for scratch data are left alone.',
    severity: 'low',
    strict: true,
    remedy: 'Set accessLogs: true on the bucket. In Terraform set logging { log_bucket }.',
    references: numbers({ checkov: 'CKV_GCP_62', trivy: 'GCP-0077' }),
  },
  {
    pass: { [BUCKET]: { data: { name: 'hub-data', logging: { log_bucket: 'hub-data-logs' } } } },
    fail: { [BUCKET]: { data: { name: 'hub-data' } } },
  },
  {
    [BUCKET]: (it, { resources }) => (isScratch(it, resources) ? pass : requireSet(it, 'logging.log_bucket')),
  },
);
