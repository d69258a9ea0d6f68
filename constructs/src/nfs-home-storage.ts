import { Construct } from 'constructs';
import type { IHomeStorage } from './cluster';
import { invalidProp, isLiteral } from './private/errors';

/** Properties of `NfsHomeStorage`. */
export interface NfsHomeStorageProps {
  /** Address or host name of the server, as nodes reach it. */
  readonly server: string;
  /**
   * Path that the server exports.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Options to mount it with.
   * @default - NFS 4.1 without times of reading
   */
  readonly mountOptions?: string[];
}

/** An NFS server that somebody else runs. Backups and quotas are up to them. */
export class NfsHomeStorage extends Construct implements IHomeStorage {
  public readonly nfsServer: string;
  public readonly nfsPath: string;
  public readonly nfsMountOptions: string[];

  /** @throws when the path is not absolute */
  constructor(scope: Construct, id: string, props: NfsHomeStorageProps) {
    super(scope, id);
    const { server, path = '/', mountOptions = ['nfsvers=4.1', 'noatime'] } = props;
    if (isLiteral(path) && !path.startsWith('/')) {
      throw invalidProp(this, 'path', `must begin with /, got ${path}`, 'write it as the server exports it');
    }
    this.nfsServer = server;
    this.nfsPath = path;
    this.nfsMountOptions = mountOptions;
  }
}
