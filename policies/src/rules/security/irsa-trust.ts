import { type PolicyStatement, policyDocument } from '../../policy-document';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { fail, pass, show, unknown, type Verdict } from '../../verdict';

const POLICY = 'assume_role_policy';
const CLAIMS = ['sub', 'aud'];

function judge(role: Resource, { resources }: RuleContext): Verdict {
  const document = policyDocument(role, POLICY, resources);
  if ('hidden' in document) return unknown(`${POLICY} cannot be checked: it ${document.hidden}`, POLICY);
  return document.statements.filter(isFederated).flatMap(judgeStatement).slice(0, 1);
}

function isFederated({ effect, actions }: PolicyStatement): boolean {
  return (
    effect !== 'Deny' && actions.some((action) => /^sts:(?:AssumeRoleWithWebIdentity|AssumeRole\*|\*)$/i.test(action))
  );
}

function judgeStatement({ conditions }: PolicyStatement): Verdict {
  const exact = conditions.filter(({ test }) => /^(?:ForAnyValue:)?String(?:Equals|Like)$/.test(test));
  const missing = CLAIMS.filter((claim) => !exact.some(({ variable }) => variable.endsWith(`:${claim}`)));
  if (missing.length > 0) {
    const who = missing.includes('sub') ? 'any service account of the cluster' : 'a token for any audience';
    return fail(
      `${POLICY} does not bind the ${missing.join(' and the ')} of the token, so ${who} can take the role`,
      POLICY,
    );
  }
  const patterns = exact.filter(({ test, variable }) => test.endsWith('Like') && /:(?:sub|aud)$/.test(variable));
  const open = patterns.flatMap(({ values }) => values).find((value) => /[*?]/.test(value.replace(/\$\{.*?\}/g, '')));
  return open === undefined
    ? pass
    : fail(`${POLICY} binds the token to the pattern ${show(open)}, not to one name`, POLICY);
}

/** A role for a service account can be taken by that service account only. */
export const irsaTrust: Rule = {
  id: 'security/irsa-trust',
  title: 'A role for web identities is bound to one subject and one audience',
  why: 'A trust policy that names only the identity provider lets every pod of the cluster take the role: each hub could read the buckets of all others.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Identities made by hubfleet are bound. In your own policy add Condition { StringEquals = { "<issuer>:sub" = "system:serviceaccount:<namespace>:<name>", "<issuer>:aud" = "sts.amazonaws.com" } }.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '5.2.1' },
    { source: 'checkov', id: 'CKV_AWS_393' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_iam_role: {
            hub: {
              assume_role_policy:
                '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/issuer.example"},"Condition":{"StringEquals":{"issuer.example:sub":"system:serviceaccount:hub:user","issuer.example:aud":"sts.amazonaws.com"}}}]}',
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          aws_iam_role: {
            hub: {
              assume_role_policy:
                '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/issuer.example"},"Condition":{"StringLike":{"issuer.example:sub":"system:serviceaccount:*:*","issuer.example:aud":"sts.amazonaws.com"}}}]}',
            },
          },
        },
      },
    },
  },
  checks: { aws_iam_role: judge },
};
