import type { Guide } from '../guide/guide.ts';
import type { Interchange, TransactionSet } from '../x12/reader.ts';
import type { Members } from './tree-writer.ts';

/** What the business views say of an ISA. */
export function interchangeMembers({ controlNumber, isa, offsetBytes }: Interchange): Members {
  const text = (n: number) => (isa[n - 1] ?? '').trim();
  return {
    interchange: controlNumber,
    sender: { qualifier: text(5), id: text(6) },
    receiver: { qualifier: text(7), id: text(8) },
    date: text(9),
    time: text(10),
    usage: text(15),
    offsetBytes,
  };
}

/** What they say of a GS and ST. */
export function setMembers(
  { id, controlNumber, group, offsetBytes }: TransactionSet,
  guide: Guide | undefined,
): Members {
  return {
    set: controlNumber,
    group: group.controlNumber,
    transactionSet: id,
    guide: guide?.id ?? '',
    sender: group.sender,
    receiver: group.receiver,
    offsetBytes,
  };
}
