import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { isMapping, type Json, type Values } from '../../../../constructs/src/hub/json.ts';
import { requireTool } from '../../../support/terraform.ts';

const fixtures = process.env.HUBFLEET_FIXTURES ?? join(import.meta.dirname, '../../../../../shared/fixtures');
const schemaFile = join(fixtures, 'z2jh/values.schema.json');

/** Whether the chart's own schema is at hand. */
export const hasChart =
  requireTool(
    existsSync(schemaFile) || undefined,
    `no ${schemaFile}; set HUBFLEET_FIXTURES to check values against the chart`,
  ) !== undefined;

/** As Helm lays values over the chart's defaults: a null deletes. */
export function coalesce(defaults: Values, over: Values): Values {
  const result: Values = { ...defaults };
  for (const [key, value] of Object.entries(over)) {
    const present = result[key];
    if (value === null) delete result[key];
    else result[key] = isMapping(present) && isMapping(value) ? coalesce(present, value) : value;
  }
  return result;
}

function load() {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const defaults = parse(readFileSync(join(fixtures, 'z2jh/values.yaml'), 'utf8')) as Values;
  return { validate, defaults };
}

let chart: ReturnType<typeof load> | undefined;

/** The chart's own values. */
export function chartDefaults(): Values {
  chart ??= load();
  return chart.defaults;
}

/** What the chart's schema refuses of the values, laid over the chart's defaults. */
export function schemaFaults(values: Values): string[] {
  chart ??= load();
  if (chart.validate(coalesce(chart.defaults, values))) return [];
  return (chart.validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The value at a dotted path. */
export function at(values: Values, path: string): Json | undefined {
  let current: Json | undefined = values;
  for (const key of path.split('.')) current = isMapping(current) ? current[key] : undefined;
  return current;
}
