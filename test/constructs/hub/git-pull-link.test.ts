import { expect, test } from 'vitest';
import { GitPullLink, type GitPullLinkOptions } from '../../../constructs/src/hub/git-pull-link.ts';

const hubUrl = 'https://earth.example.org/';
const repository = 'https://github.com/atlas/course-1.git';
const link = (overrides: Partial<GitPullLinkOptions> = {}) =>
  new URL(GitPullLink.url({ hubUrl, repository, ...overrides }));

test('A link asks the hub to pull a repository for whoever clicks it', () => {
  expect(GitPullLink.url({ hubUrl, repository, branch: 'main', path: 'week 1/a.ipynb' })).toBe(
    'https://earth.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fatlas%2Fcourse-1.git&branch=main&urlpath=lab%2Ftree%2Fcourse-1%2Fweek+1%2Fa.ipynb',
  );
});

test.each([
  [{}, 'lab/tree/course-1'],
  [{ path: '/a.ipynb' }, 'lab/tree/course-1/a.ipynb'],
  [{ application: 'tree', path: 'a.ipynb' }, 'tree/course-1/a.ipynb'],
  [{ application: 'rstudio', path: 'a.R' }, 'rstudio/'],
  [{ application: 'desktop' }, 'desktop/'],
  [{ repository: 'https://gitlab.com/atlas/field/notes/' }, 'lab/tree/notes'],
])('%j opens %s', (overrides, urlpath) => {
  expect(link(overrides).searchParams.get('urlpath')).toBe(urlpath);
});

test.each([
  [
    { repository: 'git@github.com:atlas/course-1.git' },
    'GitPullLink: repository must be an https address of a repository, got git@github.com:atlas/course-1.git; copy it from its page',
  ],
  [
    { application: 'emacs' },
    'GitPullLink: application is not known, got emacs; use one of: lab, tree, rstudio, desktop',
  ],
])('%j is refused', (overrides, message) => {
  expect(() => link(overrides)).toThrow(new Error(message));
});
