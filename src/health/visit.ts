import type { Choice } from './choice.ts';
import { cleanText } from './clean-text.ts';
import { HttpClient } from './http-client.ts';
import { HubApi } from './hub-api.ts';
import type { HealthTarget } from './target.ts';
import type { Token } from './token.ts';

/** The one user whom the token may touch; nobody can log in as it. */
export const HEALTH_USER = 'deployment-service-check';

export interface VisitOptions {
  readonly token: Token;
  readonly authorities?: string;
  /** Days before the end of a certificate from which it is warned of. */
  readonly certificateDays: number;
  /** Ends the waiting of the clean-up, which then tries once more and gives up. */
  readonly hurried: AbortSignal;
}

/** What the layers of one hub know together: the connection, and what earlier layers found. */
export class Visit {
  readonly target: HealthTarget;
  readonly token: Token;
  readonly http: HttpClient;
  readonly hub: HubApi;
  readonly certificateDays: number;
  readonly hurried: AbortSignal;
  /** Version of JupyterHub. */
  version: string | undefined;
  /** The server under way is started with it. */
  choice: Choice | undefined;
  /** Address of the server that runs, with a slash at the end. */
  serverUrl: URL | undefined;

  constructor(target: HealthTarget, { token, authorities, certificateDays, hurried }: VisitOptions) {
    this.target = target;
    this.token = token;
    this.http = new HttpClient({ base: target.url, token, ...(authorities !== undefined && { authorities }) });
    this.hub = new HubApi(this.http, HEALTH_USER);
    this.certificateDays = certificateDays;
    this.hurried = hurried;
  }

  /** Address of the running server; layers that ask for it need the layer that starts it. */
  get server(): URL {
    if (!this.serverUrl) throw new Error('no server runs');
    return this.serverUrl;
  }

  /** Text of a server that may be shown: one line without the token. */
  clean(text: string, most?: number): string {
    return cleanText(this.token.redact(text), most);
  }
}
