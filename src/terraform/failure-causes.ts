/** A call of Terraform that failed. */
export interface FailedCall {
  readonly binary: string;
  /** Folder that Terraform ran in. */
  readonly directory: string;
  /** Terraform's command. */
  readonly step: string;
  /** What it wrote to standard error. */
  readonly output: string;
}

/** A reason to fail that there is something to do about. */
export interface FailureCause {
  /** Also the name of its page in docs/how-to/runbooks. */
  readonly id: string;
  /** What Terraform, a provider or a cloud writes then. */
  readonly pattern: RegExp;
  /** Terraform's commands it is looked for in; default: all. */
  readonly steps?: readonly string[];
  /** `what is wrong; what to do`. */
  sentence(call: FailedCall): string;
}

/** The first that fits counts: what says more comes before what says less. */
export const failureCauses: readonly FailureCause[] = [
  { id: 'state-locked', pattern: /Error acquiring the state lock/, sentence: locked },
  {
    id: 'stale-plan',
    pattern: /Saved plan is stale/,
    sentence: () => 'the state has changed since this was planned; plan again, and have that reviewed',
  },
  {
    id: 'prevent-destroy',
    // OpenTofu begins with `Resource instance`.
    pattern: /\b[Ii]nstance cannot be destroyed/,
    sentence: () =>
      'the plan would delete or replace what prevent_destroy guards; undo the change, or see data-loss/stateful-change with hubfleet explain',
  },
  {
    id: 'state-not-saved',
    pattern: /Failed to (?:save|persist|upload) state|errored\.tfstate/,
    sentence: ({ binary, directory }) =>
      `the cloud was changed but the state could not be saved; keep errored.tfstate, and as soon as the backend answers run ${binary} -chdir=${directory} state push errored.tfstate`,
  },
  {
    id: 'provider-cache',
    pattern:
      /text file busy|Required plugins are not installed|doesn't match any of the checksums|do not match any of the checksums|Failed to install provider|Inconsistent dependency lock file/,
    sentence: ({ directory }) =>
      `the providers in the cache are not those of the lock file; remove ${directory}/.terraform and the cache, and run again`,
  },
  {
    id: 'lost-credentials',
    pattern:
      /No valid credential sources? found|ExpiredToken|InvalidClientTokenId|security token included in the request is (?:expired|invalid)|SSO session has expired|could not find default credentials|invalid_grant|failed to refresh cached credentials|Required token could not be found|InvalidAccessKeyId/i,
    sentence: () => 'the cloud does not know who asks; log in again, or give the pipeline its identity',
  },
  {
    id: 'access-denied',
    pattern: /AccessDenied|UnauthorizedOperation|is not authorized to perform|Error 403|account ?IDs? not allowed/i,
    sentence: () =>
      'whoever asks may not do this; log in to the account that the cluster file names, with the rights it needs',
  },
  {
    id: 'backend-missing',
    pattern: /NoSuchBucket|bucket(?: "[^"]*")? does(?: not|n't) exist|ContainerNotFound/i,
    sentence: () =>
      'the place for states is not there; make it with hubfleet bootstrap, or correct backend in the fleet files',
  },
  {
    id: 'cluster-unreachable',
    pattern: /Kubernetes cluster unreachable|failed to (?:create|get) (?:new )?(?:Kubernetes|Helm)/i,
    sentence: () =>
      'the cluster does not answer; apply the stack of the cluster first, or open its control plane to this address',
  },
  {
    id: 'backend-unreachable',
    steps: ['init', 'state'],
    pattern: unreachable(),
    sentence: () =>
      'the state backend or the provider registry does not answer; nothing was changed, run again when it does',
  },
  {
    id: 'cloud-unreachable',
    pattern: unreachable(),
    sentence: () => 'the cloud or the state backend does not answer; run again when it does',
  },
  {
    id: 'already-there',
    steps: ['apply'],
    pattern: /already ?exists|\w+AlreadyExists|InvalidGroup\.Duplicate|ResourceInUseException|Error 409/i,
    sentence: () =>
      'something of this name is there already and the state does not know it; import it, or remove it if a killed run left it, and run again with --resume',
  },
  {
    id: 'apply-failed',
    steps: ['apply', 'destroy'],
    pattern: /(?:)/,
    sentence: ({ binary, step }) =>
      `${binary} ${step} failed half-way; what was done before is in the state, so mend its cause and run again with --resume`,
  },
];

/** Why a call failed and what to do, if that is known. */
export function causeOf(call: FailedCall): string | undefined {
  // Terraform breaks its messages into lines wherever they become long.
  const output = call.output.replace(/\s+/g, ' ');
  const fits = ({ pattern, steps }: FailureCause) =>
    (steps === undefined || steps.includes(call.step)) && pattern.test(output);
  return failureCauses.find(fits)?.sentence(call);
}

function unreachable(): RegExp {
  return /connection refused|no such host|i\/o timeout|TLS handshake timeout|network is unreachable|connection reset by peer|context deadline exceeded|giving up after \d+ attempt/i;
}

function locked({ binary, directory, output }: FailedCall): string {
  // A server for states is told of in one line; the block below it describes whoever asked for the lock in vain.
  const [, held] = /already locked:\s+ID=(\S+)/.exec(output) ?? [];
  const field = (name: string): string | undefined =>
    new RegExp(`^\\W*${name}: +(\\S.*)$`, 'm').exec(output)?.[1]?.trim();
  const [who, since, operation] = held ? [] : ['Who', 'Created', 'Operation'].map(field);
  const by = [who && `by ${who}`, since && `since ${since}`, operation && `(${operation})`].filter(Boolean).join(' ');
  const unlock = `${binary} -chdir=${directory} force-unlock ${held ?? field('ID') ?? 'LOCK_ID'}`;
  return `the state is locked${by && ` ${by}`}; wait until that run has ended, or, only if it has died, run ${unlock}`;
}
