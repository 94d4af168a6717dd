import { X12FatInterchange, X12Parser, type X12Segment } from 'node-x12';

/** Every segment of one interchange as node-x12 reads it, elements joined again; it refuses what it cannot place. */
export function reread(bytes: Buffer): string[] {
  const interchange = new X12Parser(true).parse(bytes.toString('latin1'));
  if (interchange instanceof X12FatInterchange) throw new Error('more than one interchange');
  const segments: X12Segment[] = [interchange.header];
  for (const group of interchange.functionalGroups) {
    segments.push(group.header);
    for (const { header, segments: body, trailer } of group.transactions)
      segments.push(header, ...body, trailer);
    segments.push(group.trailer);
  }
  segments.push(interchange.trailer);
  return segments.map(({ tag, elements }) => {
    const values = elements.map(({ value }) => value);
    // node-x12 keeps ISA13 and IEA02 without their leading zeros.
    if (tag === 'ISA') values[12] = values[12]?.padStart(9, '0') ?? '';
    if (tag === 'IEA') values[1] = values[1]?.padStart(9, '0') ?? '';
    return [tag, ...values].join('*');
  });
}

/** The same by cutting at the separators: what node-x12 read is compared with it. */
export function cut(bytes: Buffer): string[] {
  return bytes
    .toString('latin1')
    .split('~')
    .map((segment) => segment.replace(/^\n/, ''))
    .filter((segment) => segment !== '');
}

/** One transaction set, ST to SE. */
export function setOf(bytes: Buffer, ordinal = 1): string[] {
  const segments = cut(bytes);
  const starts = segments.flatMap((segment, index) => (segment.startsWith('ST*') ? [index] : []));
  const start = starts[ordinal - 1] ?? 0;
  const end = segments.findIndex((segment, index) => index > start && segment.startsWith('SE*'));
  return segments.slice(start, end + 1);
}
