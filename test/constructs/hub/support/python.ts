import { spawnSync } from 'node:child_process';
import { onPath, requireTool } from '../../../support/terraform.ts';

/** Whether snippets can be run here. */
export const hasPython =
  requireTool(onPath('python3'), 'no python3 on the PATH; install Python to run what hubs run') !== undefined;

/** What surrounds a snippet in the hub: `c`, the chart's `get_config`, and the modules that it imports. */
const SURROUNDINGS = `
import asyncio, json, sys, types

VALUES = json.loads(sys.argv[1])

def module(name, **members):
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        sys.modules.setdefault(".".join(parts[:end]), types.ModuleType(".".join(parts[:end])))
    vars(sys.modules[name]).update(members)

def get_config(path, default=None):
    value = VALUES
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return default
        value = value[key]
    return value

class HTTPError(Exception):
    pass

class Section(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__

class Config(dict):
    def __missing__(self, key):
        self[key] = Section()
        return self[key]
    __getattr__ = lambda self, key: self[key]

module("z2jh", get_config=get_config)
module("tornado", web=types.SimpleNamespace(HTTPError=HTTPError))
module("kubernetes_asyncio.client.models", V1VolumeMount=lambda **mount: mount)
c = Config()
`;

/** A program after a snippet, and what it prints as JSON. */
export function runPython(
  snippet: string,
  program: string,
  values: object,
  environment: Record<string, string> = {},
): unknown {
  const result = spawnSync('python3', ['-c', `${SURROUNDINGS}\n${snippet}\n${program}`, JSON.stringify(values)], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}
