import { policyDocument } from '../../policy-document';
import { fail, pass, requireFlag, unknown } from '../../verdict';
import { choiceRule, setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';
import { EVERYBODY, grants, hiddenMembers, iamTypes } from '../iam-grants';
import { isForAnybody } from '../policy-statements';

const ECR = 'aws_ecr_repository';
const SCAN = 'image_scanning_configuration.scan_on_push';

/** Images are looked at. */
export const ecrScan = cloudRule(
  {
    id: 'security/ecr-scan',
    title: 'An ECR repository scans its images',
    why: 'User images are large and live long; a scan names the packages in them that have known holes.',
    severity: 'medium',
    remedy:
      'In Terraform set image_scanning_configuration { scan_on_push = true }, or aws_ecr_registry_scanning_configuration for all.',
    references: numbers({ checkov: 'CKV_AWS_163', trivy: 'AWS-0030' }),
  },
  {
    pass: { [ECR]: { hub: { image_scanning_configuration: { scan_on_push: true } } } },
    fail: { [ECR]: { hub: { name: 'hub' } } },
  },
  {
    [ECR]: (it, { resources }) =>
      resources.ofType('aws_ecr_registry_scanning_configuration').length > 0 ? pass : requireFlag(it, SCAN, true),
  },
);

/** A tag means one image. */
export const ecrImmutable = choiceRule({
  id: 'security/ecr-immutable',
  title: 'Tags of an ECR repository cannot be moved',
  why: 'A tag that moves runs another image on the next node than was tried on the last one.',
  severity: 'medium',
  remedy: 'In Terraform set image_tag_mutability = "IMMUTABLE".',
  references: numbers({ checkov: 'CKV_AWS_51', trivy: 'AWS-0031' }),
  type: ECR,
  path: 'image_tag_mutability',
  oneOf: ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION'],
  not: 'MUTABLE',
});

/** The key is one's own. */
export const ecrKey = choiceRule({
  id: 'security/ecr-key',
  title: 'An ECR repository is encrypted with a key of your own',
  why: 'AWS encrypts it anyway; a key of your own lets you see and stop every use of the images.',
  severity: 'low',
  strict: true,
  remedy: 'In Terraform set encryption_configuration { encryption_type = "KMS", kms_key }; it replaces the repository.',
  references: numbers({ checkov: 'CKV_AWS_136', trivy: 'AWS-0033' }),
  type: ECR,
  path: 'encryption_configuration.encryption_type',
  oneOf: ['KMS', 'KMS_DSSE'],
  not: 'AES256',
});

const POLICY = 'aws_ecr_repository_policy';
const pull = (principal: string) => ({
  [POLICY]: {
    hub: {
      repository: 'hub',
      policy: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${principal}"},"Action":"ecr:BatchGetImage"}]}`,
    },
  },
});

/** Images are for those who are named. */
export const ecrPublic = cloudRule(
  {
    id: 'security/ecr-public',
    title: 'No policy opens an ECR repository to everybody',
    why: 'Whoever may push replaces what runs on your nodes, and whoever may pull reads what is in your images, at your expense.',
    severity: 'critical',
    remedy: 'Name the accounts or roles in Principal. Public images belong into ECR Public.',
    references: numbers({ checkov: 'CKV_AWS_32', trivy: 'AWS-0032' }),
  },
  { pass: pull('arn:aws:iam::123456789012:root'), fail: pull('*') },
  {
    [POLICY]: (it, { resources }) => {
      const document = policyDocument(it, 'policy', resources);
      if ('hidden' in document) return unknown(`policy cannot be checked: it ${document.hidden}`, 'policy');
      return document.statements.some(isForAnybody)
        ? fail('policy lets every AWS account use the repository', 'policy')
        : pass;
    },
  },
);

const MEMBER = 'google_artifact_registry_repository_iam_member';
const reader = (member: string) => ({ [MEMBER]: { it: { role: 'roles/artifactregistry.reader', member } } });

/** Images are for those who are named. */
export const artifactRegistryPublic = cloudRule(
  {
    id: 'security/artifact-registry-public',
    title: 'No grant opens an Artifact Registry repository to everybody',
    why: 'Whoever may push replaces what runs on your nodes, and whoever may pull reads what is in your images, at your expense.',
    severity: 'critical',
    remedy: 'Name the people, groups or service accounts. Public images are a waiver with its reason.',
    references: numbers({ checkov: 'CKV_GCP_101' }),
  },
  { pass: reader('group:staff@example.org'), fail: reader('allUsers') },
  Object.fromEntries(
    iamTypes('google_artifact_registry_repository_iam').map((type) => [
      type,
      (it) =>
        grants(it).flatMap((grant) => {
          const open = grant.members.find((member) => EVERYBODY.test(member));
          return open
            ? fail(`${grant.attribute} is ${open}: anybody may use the repository`, grant.attribute)
            : hiddenMembers(grant);
        }),
    ]),
  ),
);

/** The key is one's own. */
export const artifactRegistryKey = setRule({
  id: 'security/artifact-registry-key',
  title: 'An Artifact Registry repository is encrypted with a key of your own',
  why: 'Google encrypts it anyway; a key of your own lets you see and stop every use of the images.',
  severity: 'low',
  strict: true,
  remedy: 'In Terraform set kms_key_name; it replaces the repository.',
  references: numbers({ checkov: 'CKV_GCP_84' }),
  type: 'google_artifact_registry_repository',
  path: 'kms_key_name',
  example: 'projects/hubs/locations/europe-west2/keyRings/data/cryptoKeys/images',
});
