/** Words in rows of at most `width` columns, each behind the indent; a word longer than that keeps its row. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const rows: string[] = [];
  let row = indent;
  for (const word of text.split(' ')) {
    const isFirst = row === indent;
    if (!isFirst && row.length + 1 + word.length > width) {
      rows.push(row);
      row = indent + word;
    } else row += isFirst ? word : ` ${word}`;
  }
  rows.push(row);
  return rows;
}
