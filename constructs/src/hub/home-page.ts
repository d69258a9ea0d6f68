import { supportImages } from '../support/images';
import type { HubConfiguration } from './hub-configuration';
import type { Draft, Json } from './json';

/** Pages of the hub (login, home, spawn) from templates in a git repository. */
export interface HomePage {
  /** Address of the repository, https. It has a folder `templates`, and `extra-assets` for what they show. */
  readonly repository: string;
  /**
   * Branch.
   * @default 'main'
   */
  readonly branch?: string;
  /**
   * Minutes between two looks for a newer state.
   * @default 5
   */
  readonly everyMinutes?: number;
}

const VOLUME = 'custom-templates';
const CHECKOUT = '/srv/templates/repository';

/** A newer state is taken as it is: nobody edits the checkout. A failed look leaves the old one. */
const FETCH = `git clone --depth 1 --branch "$BRANCH" "$REPOSITORY" ${CHECKOUT}`;
const FOLLOW = `while true; do
  sleep "$SECONDS_BETWEEN"
  git -C ${CHECKOUT} fetch --depth 1 origin "$BRANCH" && git -C ${CHECKOUT} reset --hard FETCH_HEAD
done`;

function container(name: string, script: string, { repository, branch = 'main', everyMinutes = 5 }: HomePage): Json {
  return {
    name,
    image: supportImages.git,
    command: ['/bin/sh', '-c', script],
    env: [
      { name: 'REPOSITORY', value: repository },
      { name: 'BRANCH', value: branch },
      { name: 'SECONDS_BETWEEN', value: String(everyMinutes * 60) },
      // Git wants a home to write to.
      { name: 'HOME', value: '/tmp' },
    ],
    securityContext: {
      runAsUser: 1000,
      runAsGroup: 1000,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    resources: { requests: { cpu: '1m', memory: '16Mi' }, limits: { memory: '128Mi' } },
    volumeMounts: [{ name: VOLUME, mountPath: '/srv/templates' }],
  };
}

/** Tells the hub where the templates are, before its own. */
const SNIPPET = 'c.JupyterHub.template_paths.insert(0, "/usr/local/share/jupyterhub/custom_templates")\n';

/** Snippets of the hub by name. */
export function homePageSnippets({ features }: HubConfiguration): Draft {
  return { '04-hubfleet-home-page': features.homePage && SNIPPET };
}

/** What `hub` needs to follow the repository. */
export function homePageValues({ features, refuse }: HubConfiguration): Draft {
  const { homePage } = features;
  if (homePage === undefined) return {};
  if (!/^https:\/\/[^/\s]+\/\S+$/.test(homePage.repository)) {
    const problem = `must be the https address of a repository, got ${homePage.repository}`;
    throw refuse('features.homePage.repository', problem, 'copy it from its page');
  }
  const mount = (mountPath: string, folder: string): Json => ({
    name: VOLUME,
    mountPath,
    subPath: `repository/${folder}`,
    readOnly: true,
  });
  return {
    initContainers: [container('templates-clone', FETCH, homePage)],
    extraContainers: [container('templates-follow', FOLLOW, homePage)],
    extraVolumes: [{ name: VOLUME, emptyDir: { sizeLimit: '256Mi' } }],
    extraVolumeMounts: [
      mount('/usr/local/share/jupyterhub/custom_templates', 'templates'),
      mount('/usr/local/share/jupyterhub/static/extra-assets', 'extra-assets'),
    ],
  };
}
