import type { PolicyStatement } from '../policy-document';

/** Keys of conditions that say who may ask; TLS or the time of day do not. */
const WHO =
  /^(?:aws:(?:Source(?:Arn|Account|Vpc|Vpce|Ip|OrgID|OrgPaths)|Principal(?:Arn|Account|OrgID|OrgPaths|Tag\/.+)|userid|username|VpcSourceIp)|kms:(?:CallerAccount|ViaService)|.+:(?:sub|aud))$/i;

/** A statement that lets everybody in: any principal, and no condition that narrows who asks. */
export function isForAnybody({ effect, principals, conditions }: PolicyStatement): boolean {
  return effect !== 'Deny' && principals.includes('*') && !conditions.some(({ variable }) => WHO.test(variable));
}

/** A statement that allows something on every resource. */
export function isOnEverything({ effect, resources }: PolicyStatement): boolean {
  return effect !== 'Deny' && resources.some((resource) => /^(?:\*|arn:aws[\w-]*:\w*:\*?:\*?:\*)$/.test(resource));
}

/** True when a pattern such as `iam:Put*` takes in the action. */
export function takesIn(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  const parts = pattern.toLowerCase().split(/([*?])/);
  const source = parts
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[^\w:]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`).test(action.toLowerCase());
}
