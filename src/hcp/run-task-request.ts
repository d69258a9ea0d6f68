import { z } from 'zod';

/** Where in a run the task is called. */
const runTaskStages = ['pre_plan', 'post_plan', 'pre_apply', 'post_apply'] as const;

export type RunTaskStage = (typeof runTaskStages)[number];

/** Token of the request by which HCP Terraform tries out a new task; it opens nothing. */
const VERIFICATION_TOKEN = 'test-token';

const name = z.string().min(1).max(500);
const address = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text));

// Keys that later versions of the protocol add are left aside.
const runTaskRequest = z
  .object({
    payload_version: z.literal(1),
    stage: z.enum(runTaskStages),
    access_token: z.string().min(1).max(8192),
    capabilities: z.object({ outcomes: z.boolean().optional() }).optional(),
    configuration_version_download_url: address.nullish(),
    is_speculative: z.boolean().optional(),
    organization_name: name,
    plan_json_api_url: address.nullish(),
    run_id: name,
    task_result_callback_url: address,
    task_result_enforcement_level: z.enum(['mandatory', 'advisory']),
    task_result_id: z.string().regex(/^taskrs-[A-Za-z0-9]{1,64}$/),
    workspace_name: name,
    workspace_working_directory: z.string().max(500).nullish(),
  })
  .transform((body) => ({
    stage: body.stage,
    accessToken: body.access_token,
    showsOutcomes: body.capabilities?.outcomes ?? false,
    configurationUrl: body.configuration_version_download_url ?? undefined,
    organization: body.organization_name,
    planUrl: body.plan_json_api_url ?? undefined,
    runId: body.run_id,
    callbackUrl: body.task_result_callback_url,
    isMandatory: body.task_result_enforcement_level === 'mandatory',
    id: body.task_result_id,
    workspace: body.workspace_name,
    workingDirectory: body.workspace_working_directory ?? '',
  }));

/** A request to judge a run. */
export type RunTask = z.output<typeof runTaskRequest>;

/** What a body asks for. */
export type RunTaskRequest =
  | { readonly kind: 'task'; readonly task: RunTask }
  | { readonly kind: 'verification' }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Reads the body of a request whose signature has been checked. */
export function readRunTask(body: Uint8Array): RunTaskRequest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { kind: 'unreadable', problem: 'body: is not JSON in UTF-8; send the payload of a run task' };
  }
  if (isVerification(json)) return { kind: 'verification' };
  const parsed = runTaskRequest.safeParse(json);
  if (!parsed.success) return { kind: 'unreadable', problem: problemOf(parsed.error) };
  const task = parsed.data;
  if (task.stage !== 'pre_plan' && task.planUrl === undefined) {
    return { kind: 'unreadable', problem: `plan_json_api_url: is missing, ${task.stage} has a plan; send its address` };
  }
  return { kind: 'task', task };
}

function isVerification(json: unknown): boolean {
  return (
    typeof json === 'object' && json !== null && 'access_token' in json && json.access_token === VERIFICATION_TOKEN
  );
}

/** Keys only: values of a payload may be secret. */
function problemOf(error: z.ZodError): string {
  const keys = [...new Set(error.issues.map(({ path }) => path.join('.') || 'body'))].sort();
  return `${keys.join(', ')}: not as payload version 1 of run tasks has it; send the payload of a run task`;
}
