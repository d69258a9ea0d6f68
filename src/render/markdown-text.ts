/** Text in which nothing is markup, no line ends and nobody is mentioned. */
export function markdownText(content: string): string {
  return content
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#~]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b');
}

/** Text that stays one cell of a table. */
export function markdownCell(content: string): string {
  return markdownText(content).replaceAll('|', '\\|');
}
