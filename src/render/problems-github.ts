import type { Problem } from '../fleet/problem.ts';
import { problemSentence } from './problems-text.ts';
import { workflowCommand } from './workflow-command.ts';

/** Problems as workflow commands, which GitHub shows at the lines of a pull request. */
export function renderProblemsGithub(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, endLine, endColumn, ...rest }) => {
      const end = endLine && endColumn ? { endLine, endColumn } : {};
      return workflowCommand('error', { file, line, column, ...end }, problemSentence(rest));
    })
    .join('');
}
