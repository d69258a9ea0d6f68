import { describe, expect, test } from 'vitest';
import { exampleHub, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const repository = 'https://github.com/lyra/course.git';

async function link(args: readonly string[], hub: Record<string, unknown> = {}) {
  const fleet = await writeFleet({ 'atlas/hubs/research.yaml': exampleHub(hub) });
  return { fleet, ...(await run(['link', ...args, '--fleet', fleet])) };
}

describe('hubfleet link', () => {
  test.each<[string[], object, string]>([
    [[], {}, 'urlpath=lab%2Ftree%2Fcourse.git'.replace('.git', '')],
    [['--branch', 'week-2'], {}, 'branch=week-2&urlpath=lab%2Ftree%2Fcourse'],
    [['--path', 'a/b c.ipynb'], {}, 'urlpath=lab%2Ftree%2Fcourse%2Fa%2Fb+c.ipynb'],
    [[], { defaultUrl: '/tree' }, 'urlpath=tree%2Fcourse'],
    [[], { defaultUrl: '/rstudio' }, 'urlpath=rstudio%2F'],
    [[], { defaultUrl: '/voila' }, 'urlpath=lab%2Ftree%2Fcourse'],
    [['--app', 'lab'], { defaultUrl: '/rstudio' }, 'urlpath=lab%2Ftree%2Fcourse'],
  ])('with %j of a hub with %j ends in %s', async (options, hub, end) => {
    const { code, stdout } = await link(['atlas/research', repository, ...options], hub as Record<string, unknown>);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `https://hub.atlas.example/hub/user-redirect/git-pull?repo=${encodeURIComponent(repository)}&${end}\n`,
    );
  });

  test('says which hub was meant', async () => {
    const { code, stderr, fleet } = await link(['atlas/reserch', repository]);
    expect(code).toBe(2);
    expect(stderr).toBe(`hubfleet: link: hub 'atlas/reserch' is not in ${fleet}; did you mean atlas/research\n`);
  });

  test.each(['git@github.com:lyra/course.git', 'http://github.com/lyra/course', 'course'])(
    'refuses %s as a repository',
    async (address) => {
      const { code, stderr } = await link(['atlas/research', address]);
      expect(code).toBe(2);
      expect(stderr).toBe(
        `hubfleet: link: the repository must be an https address, got ${address}; copy it from its page\n`,
      );
    },
  );

  test('stops at a fleet with problems', async () => {
    const { code, stderr } = await link(['atlas/research', repository], { stage: 'prod' });
    expect(code).toBe(1);
    expect(stderr).toContain('stage');
  });
});
