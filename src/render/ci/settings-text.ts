import { type Pipeline, settingsOf } from './pipeline.ts';

const PLACES = {
  github:
    'Settings > Environments: hubfleet-plan with identities that may only read, production with those that deploy',
  gitlab:
    'Settings > CI/CD > Variables, once for environment hubfleet-plan and once for production; secrets masked, production protected',
} as const;

const EXTRA = {
  github: [],
  gitlab: [
    {
      name: 'GITLAB_TOKEN',
      kind: 'secret' as const,
      about: 'project access token with scope api, which writes comments',
    },
  ],
} as const;

/** What the project must be given before the first run. */
export function renderPipelineSettings(kind: keyof typeof PLACES, pipeline: Pipeline): string {
  const settings = [...settingsOf(pipeline), ...EXTRA[kind]];
  const width = Math.max(...settings.map(({ name }) => name.length));
  const rows = settings.map((each) => `  ${each.kind.padEnd(8)}  ${each.name.padEnd(width)}  ${each.about}`);
  const groups = pipeline.groups.length;
  const split =
    groups > 1
      ? [
          '',
          `The clusters are in several accounts of one cloud, and a job is logged in to one: ${groups} jobs roll out one`,
          'after the other, each with its own waves.',
        ]
      : [];
  return `${['The project needs these values:', ...rows, '', PLACES[kind], ...split].join('\n')}\n`;
}

/** How a project with a pipeline of its own takes this one in. */
export function renderGitlabHint(): string {
  return (
    'add to .gitlab-ci.yml, with these stages beside your own:\n' +
    '  include: [{ local: .gitlab/hubfleet.yml }]\n  stages: [check, plan, rollout, watch]\n\n'
  );
}
