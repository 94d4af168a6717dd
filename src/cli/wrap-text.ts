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

/** The same, and a word longer than a row goes on in the next: for names, which somebody else chose. */
export function brokenText(text: string, width: number): string[] {
  return wrapText(text, width).flatMap((row) => {
    const pieces = Math.max(1, Math.ceil(row.length / width));
    return Array.from({ length: pieces }, (_, n) => row.slice(n * width, (n + 1) * width));
  });
}
