/** Where GitHub shows an annotation. */
export interface AnnotationPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly title?: string;
}

/** One workflow command of GitHub Actions, with its line end. */
export function workflowCommand(level: 'error' | 'warning', place: AnnotationPlace, text: string): string {
  const { file, line, column, endLine, endColumn, title } = place;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    ...(endLine && endColumn ? [`endLine=${endLine}`, `endColumn=${endColumn}`] : []),
    ...(title === undefined ? [] : [`title=${escapeProperty(title)}`]),
  ];
  return `::${level}${properties.length > 0 ? ` ${properties.join(',')}` : ''}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
