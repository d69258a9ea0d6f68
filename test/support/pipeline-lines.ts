import { parse } from 'yaml';

/** Every text of the scripts in a pipeline file: `run` of GitHub Actions, `script` and the like of GitLab. */
export function scriptsOf(text: string): string[] {
  return scriptsIn(parse(text));
}

function scriptsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (/^(?:run|script|before_script|after_script)$/.test(key)) return [value].flat().map(String);
    return scriptsIn(value);
  });
}

/** Arguments of every hubfleet command in a script, with values in the place of variables. */
export function hubfleetCommands(script: string): string[][] {
  return [...script.matchAll(/npx hubfleet ([^\n|>)]*)/g)].map(([, line = '']) =>
    line
      .replace(/\$\{\{[^}]*\}\}/g, 'value')
      .replace(/\$\{\w+:\+([^}]*)\}/g, '$1')
      .replace(/"?\$\{?\w+(?::-\w+)?\}?"?/g, 'value')
      .trim()
      .split(/\s+/),
  );
}
