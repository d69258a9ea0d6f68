import { TerraformFailure } from './failure.ts';

/** What is read of `terraform show -json PLANFILE` here; the policies have their own reader. */
export interface PlanJson {
  readonly errored?: boolean;
  readonly resource_changes?: readonly PlannedResource[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: PlannedChange;
}

export interface PlannedChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: object;
}

/** @throws TerraformFailure when the text is not a plan */
export function parsePlan(text: string, stack: string): PlanJson {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && 'format_version' in json) return json as PlanJson;
  } catch {
    // Not quoted: a plan holds secrets.
  }
  throw new TerraformFailure(
    `${stack}: terraform show -json gave no plan; use a version of Terraform that hubfleet knows`,
  );
}
