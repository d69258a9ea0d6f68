const FIGURE = /^(?:[-+±]?\$?[\d,.]+(?: ?%)?(?: days)?)?$/;

/** A table of text with columns of equal width; columns of figures are aligned to the right. */
export function textTable(rows: readonly (readonly string[])[], indent = ''): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, column) => rows.map((row) => row[column] ?? ''));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const isRight = columns.map((cells) => cells.slice(1).every((cell) => FIGURE.test(cell)));
  return rows.map((row) =>
    row
      .map((cell, column) => (isRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .replace(/^/, indent)
      .trimEnd(),
  );
}
