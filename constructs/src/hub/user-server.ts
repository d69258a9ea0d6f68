import type { Profile, ProfilePool } from './profile';
import type { ServerResources } from './resource-allocation';

/** A file that every server gets. */
export interface ServerFile {
  /** Absolute path in the server. */
  readonly path: string;
  /** What the file says. */
  readonly content: string;
  /**
   * Permissions.
   * @default 0o644
   */
  readonly mode?: number;
}

/** The servers that users start. */
export interface UserServer {
  /** Image with a fixed tag, for servers whose profile names none. */
  readonly image: string;
  /**
   * Page that opens first.
   * @default '/lab'
   */
  readonly defaultUrl?: string;
  /**
   * What a server gets whose profile says nothing.
   * @default 256 MiB of memory, at most 1 GiB, and 0.05 CPUs
   */
  readonly resources?: ServerResources;
  /**
   * Pool whose nodes run a server whose profile names none.
   * @default - any user pool
   */
  readonly pool?: string;
  /**
   * What users choose from.
   * @default - no choice
   */
  readonly profiles?: Profile[];
  /**
   * Pools that profiles may name.
   * @default - not checked
   */
  readonly pools?: ProfilePool[];
  /**
   * Environment variables.
   * @default - none
   */
  readonly environment?: Record<string, string>;
  /**
   * Files, by a name of their own.
   * @default - none
   */
  readonly files?: Record<string, ServerFile>;
  /**
   * Seconds after which a start has failed; a new node and a large image need minutes.
   * @default 600
   */
  readonly startTimeoutSeconds?: number;
  /**
   * Folder in which servers and terminals start.
   * @default - the home directory
   */
  readonly workingDirectory?: string;
}
