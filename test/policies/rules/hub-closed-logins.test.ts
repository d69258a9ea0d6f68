import { describe, expect, test } from 'vitest';
import { judgedHub } from './support.ts';

const RULE = 'security/hub-open-login';
const values = (authenticator: string, sections: object = {}, custom: object = {}) => ({
  hub: { config: { JupyterHub: { authenticator_class: authenticator }, ...sections } },
  custom,
});
const credential = (section: string, trait: string) => ({
  hubfleet: { credentials: [{ section, trait, variable: 'HUBFLEET_CREDENTIAL_0' }] },
});

describe('a login with one password for all', () => {
  const unset =
    'fail: hub.config.SharedPasswordAuthenticator.user_password is not set, so there is no password to share';

  test.each([
    ['without a password', {}, {}, [unset]],
    ['with a password in its values', { SharedPasswordAuthenticator: { user_password: 'x' } }, {}, []],
    ['with a password from a secret', {}, credential('SharedPasswordAuthenticator', 'user_password'), []],
    ['with another setting from a secret', {}, credential('SharedPasswordAuthenticator', 'admin_password'), [unset]],
    ['with the secret of another login', {}, credential('GitHubOAuthenticator', 'user_password'), [unset]],
  ])('%s', (_, sections, custom, found) => {
    expect(judgedHub(RULE, values('shared-password', sections, custom))).toEqual(found);
  });
});

test.each([
  ['ltiauthenticator.LTI11Authenticator', 'LTI11Authenticator'],
  ['ltiauthenticator.lti13.auth:LTI13Authenticator', 'LTI13Authenticator'],
])('launches of courses by %s are signed, so that all of them may come in', (authenticator, section) => {
  expect(judgedHub(RULE, values(authenticator, { [section]: { allow_all: true } }))).toEqual([]);
});
