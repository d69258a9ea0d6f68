import { z } from 'zod';
import { type Discussion, PAGE_SIZE, required, UnknownDiscussion } from './discussion.ts';

const comments = z.array(z.object({ id: z.number(), body: z.string().nullish() }));

const IN_JOB = 'run it in a job of GitHub Actions';

/** The pull request that a job of GitHub Actions runs for. */
export function githubDiscussion(env: Readonly<Record<string, string | undefined>>): Discussion {
  const repository = required(env, 'GITHUB_REPOSITORY', IN_JOB);
  const ref = required(env, 'GITHUB_REF', IN_JOB);
  const number = /^refs\/pull\/(\d+)\/(?:merge|head)$/.exec(ref)?.[1];
  if (number === undefined) {
    throw new UnknownDiscussion('GITHUB_REF', `is of no pull request, got ${ref}`, 'run it on pull_request');
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new UnknownDiscussion('GITHUB_REPOSITORY', 'is no name', IN_JOB);
  const at = `/repos/${repository}`;
  return {
    api: env.GITHUB_API_URL ?? 'https://api.github.com',
    token: required(env, 'GITHUB_TOKEN', 'give the step env GITHUB_TOKEN: ${{ github.token }}'),
    list: (page) => ({ method: 'GET', path: `${at}/issues/${number}/comments?per_page=${PAGE_SIZE}&page=${page}` }),
    read: (answer) => {
      const parsed = comments.safeParse(answer);
      return parsed.success ? parsed.data.map(({ id, body }) => ({ id: String(id), body: body ?? '' })) : undefined;
    },
    create: (body) => ({ method: 'POST', path: `${at}/issues/${number}/comments`, body }),
    update: (id, body) => ({ method: 'PATCH', path: `${at}/issues/comments/${id}`, body }),
  };
}
