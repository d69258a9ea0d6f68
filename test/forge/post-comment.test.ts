import { describe, expect, onTestFinished, test } from 'vitest';
import { githubDiscussion } from '../../src/forge/github.ts';
import { gitlabDiscussion } from '../../src/forge/gitlab.ts';
import { postComment } from '../../src/forge/post-comment.ts';
import { ForgePeer } from './forge-peer.ts';

const MARKER = '<!-- hubfleet -->';
const pace = { firstMs: 2, mostMs: 10, attempts: 4 };
const discussions = { github: githubDiscussion, gitlab: gitlabDiscussion };

async function started(kind: keyof typeof discussions, failing: readonly number[] = []) {
  const peer = await ForgePeer.start(kind, failing);
  onTestFinished(() => peer.close());
  const post = (text: string, env = peer.env) =>
    postComment(discussions[kind](env), { marker: MARKER, body: `${MARKER}\n${text}` }, { pace });
  return { peer, post };
}

describe.each(['github', 'gitlab'] as const)('a comment on %s', (kind) => {
  test('is written once, however often it is posted', async () => {
    const { peer, post } = await started(kind);
    peer.comments.push({ id: 1, body: 'Looks good' });
    expect(await post('first')).toBe('created');
    expect(await post('second')).toBe('updated');
    expect(await post('third')).toBe('updated');
    expect(peer.comments.map(({ body }) => body)).toEqual(['Looks good', `${MARKER}\nthird`]);
  });

  test('is found behind hundreds of others', async () => {
    const { peer, post } = await started(kind);
    for (let id = 1; id <= 250; id += 1) peer.comments.push({ id, body: `Comment ${id} cites ${MARKER}` });
    peer.comments.push({ id: 251, body: `${MARKER}\nearlier` });
    expect(await post('now')).toBe('updated');
    expect(peer.comments).toHaveLength(251);
    expect(peer.comments.at(-1)?.body).toBe(`${MARKER}\nnow`);
  });

  test.each([{ total: 99 }, { total: 100 }, { total: 101 }])('is new behind $total others', async ({ total }) => {
    const { peer, post } = await started(kind);
    for (let id = 1; id <= total; id += 1) peer.comments.push({ id, body: 'hello' });
    expect(await post('now')).toBe('created');
    expect(peer.comments).toHaveLength(total + 1);
  });

  test('is sent again while the service is busy, and never twice', async () => {
    const { peer, post } = await started(kind, [502, 429]);
    expect(await post('now')).toBe('created');
    expect(peer.comments).toHaveLength(1);
  });

  test.each([
    { status: 401, remedy: 'use a token that is still valid' },
    {
      status: 403,
      remedy: 'let the job write to pull requests: permissions pull-requests: write, or scope api',
    },
    { status: 404, remedy: 'check that the token may see the repository' },
    { status: 422, remedy: 'try again later' },
  ])('that is answered with $status is given up', async ({ status, remedy }) => {
    const { peer, post } = await started(kind, [status]);
    const { host } = new URL(peer.env.GITHUB_API_URL ?? peer.env.CI_API_V4_URL ?? '');
    await expect(post('now')).rejects.toThrow(`${host}: answered ${status} to GET of comments; ${remedy}`);
  });

  test('is not posted over plain HTTP to another machine', async () => {
    const { post, peer } = await started(kind);
    const env = { ...peer.env, GITHUB_API_URL: 'http://forge.example', CI_API_V4_URL: 'http://forge.example' };
    await expect(post('now', env)).rejects.toThrow(
      'forge.example: redirects to http://, only https:// is followed; use an address that begins with https://',
    );
  });
});

describe('a job', () => {
  test.each([
    { gone: 'GITHUB_REPOSITORY', says: 'GITHUB_REPOSITORY: is not set; run it in a job of GitHub Actions' },
    { gone: 'GITHUB_REF', says: 'GITHUB_REF: is not set; run it in a job of GitHub Actions' },
    {
      gone: 'GITHUB_TOKEN',
      says: 'GITHUB_TOKEN: is not set; give the step env GITHUB_TOKEN: ${{ github.token }}',
    },
  ])('of GitHub without $gone does not know where to comment', async ({ gone, says }) => {
    const { peer } = await started('github');
    expect(() => githubDiscussion({ ...peer.env, [gone]: ' ' })).toThrow(says);
  });

  test.each([
    { name: 'GITHUB_REF', value: 'refs/heads/main', says: 'GITHUB_REF: is of no pull request, got refs/heads/main' },
    { name: 'GITHUB_REPOSITORY', value: 'odc/../../user', says: 'GITHUB_REPOSITORY: is no name' },
  ])('of GitHub with $name $value comments nowhere', async ({ name, value, says }) => {
    const { peer } = await started('github');
    expect(() => githubDiscussion({ ...peer.env, [name]: value })).toThrow(says);
  });

  test.each([
    { gone: 'CI_API_V4_URL', says: 'CI_API_V4_URL: is not set; run it in a merge request pipeline of GitLab' },
    { gone: 'CI_MERGE_REQUEST_IID', says: 'CI_MERGE_REQUEST_IID: is not set; run it in a merge request pipeline' },
    { gone: 'GITLAB_TOKEN', says: 'GITLAB_TOKEN: is not set; set it to a project access token with scope api' },
  ])('of GitLab without $gone does not know where to comment', async ({ gone, says }) => {
    const { peer } = await started('gitlab');
    expect(() => gitlabDiscussion({ ...peer.env, [gone]: undefined })).toThrow(says);
  });
});
