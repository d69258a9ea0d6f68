/** What a link brings to a user's home and opens. */
export interface GitPullLinkOptions {
  /** Address of the hub, for example `https://hub.example.org`. */
  readonly hubUrl: string;
  /** Address of the git repository. */
  readonly repository: string;
  /**
   * Branch.
   * @default - the repository's default
   */
  readonly branch?: string;
  /**
   * File or folder of the repository to open.
   * @default - its top folder
   */
  readonly path?: string;
  /**
   * Application that opens it: `lab`, `tree`, `rstudio` or `desktop`.
   * @default 'lab'
   */
  readonly application?: string;
}

/** Applications that open a path; the others open on their own. */
const PATHS: Record<string, string> = { lab: 'lab/tree', tree: 'tree' };
const WITHOUT_PATH = ['rstudio', 'desktop'];

/** Links of nbgitpuller: one click gives a user the newest state of a repository in the hub. */
export class GitPullLink {
  /** The link. */
  public static url(options: GitPullLinkOptions): string {
    const { hubUrl, repository, branch, path = '', application = 'lab' } = options;
    const folder =
      repository
        .replace(/\/+$/, '')
        .replace(/\.git$/, '')
        .split('/')
        .pop() ?? '';
    if (!/^https?:\/\/[^/]+\/.+/.test(repository) || folder === '') {
      throw new Error(
        `GitPullLink: repository must be an https address of a repository, got ${repository}; copy it from its page`,
      );
    }
    const prefix = PATHS[application];
    if (prefix === undefined && !WITHOUT_PATH.includes(application)) {
      const known = [...Object.keys(PATHS), ...WITHOUT_PATH].join(', ');
      throw new Error(`GitPullLink: application is not known, got ${application}; use one of: ${known}`);
    }
    const target = [folder, path.replace(/^\/+/, '')].filter((part) => part !== '').join('/');
    const urlpath = prefix === undefined ? `${application}/` : `${prefix}/${target}`;
    const query = new URLSearchParams({ repo: repository, ...(branch && { branch }), urlpath });
    return `${hubUrl.replace(/\/+$/, '')}/hub/user-redirect/git-pull?${query}`;
  }

  private constructor() {}
}
