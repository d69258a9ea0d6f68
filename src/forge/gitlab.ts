import { z } from 'zod';
import { type Discussion, PAGE_SIZE, required } from './discussion.ts';

const notes = z.array(z.object({ id: z.number(), body: z.string(), system: z.boolean().optional() }));

const IN_JOB = 'run it in a merge request pipeline of GitLab';

/** The merge request that a job of GitLab runs for. */
export function gitlabDiscussion(env: Readonly<Record<string, string | undefined>>): Discussion {
  const project = encodeURIComponent(required(env, 'CI_PROJECT_ID', IN_JOB));
  const number = encodeURIComponent(required(env, 'CI_MERGE_REQUEST_IID', IN_JOB));
  const at = `/projects/${project}/merge_requests/${number}/notes`;
  return {
    api: required(env, 'CI_API_V4_URL', IN_JOB),
    token: required(
      env,
      'GITLAB_TOKEN',
      'set it to a project access token with scope api; a job token may not comment',
    ),
    list: (page) => ({ method: 'GET', path: `${at}?per_page=${PAGE_SIZE}&page=${page}` }),
    read: (answer) => {
      const parsed = notes.safeParse(answer);
      if (!parsed.success) return undefined;
      // Lines that GitLab writes itself fill pages too.
      return parsed.data.map(({ id, body, system }) => ({ id: String(id), body: system ? '' : body }));
    },
    create: (body) => ({ method: 'POST', path: at, body }),
    update: (id, body) => ({ method: 'PUT', path: `${at}/${id}`, body }),
  };
}
