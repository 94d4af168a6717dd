import { suggestion } from '../reference/suggestion.ts';
import { Fault } from '../x12/fault.ts';
import { ERROR_CATALOGUE, type KnownError } from './error-catalogue.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { acknowledgmentText } from './finding-lines.ts';
import { printTable } from './table.ts';
import { columns, print, printJson, strong } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

export function explainError(
  code: string | undefined,
  flags: { readonly list?: boolean; readonly json?: boolean },
): void {
  if (flags.list || code === undefined) {
    if (flags.json) printJson([...ERROR_CATALOGUE.values()]);
    else {
      printTable(
        [{ name: 'code' }, { name: 'kind' }, { name: 'becomes' }],
        [...ERROR_CATALOGUE.values()].map((known) => [known.code, known.kind, becomes(known)]),
      );
    }
    return;
  }
  const known = ERROR_CATALOGUE.get(code.toUpperCase());
  if (known === undefined) {
    throw new Fault({
      code: 'USAGE-CODE',
      message: `there is no code "${code}"${suggestion(code.toUpperCase(), ERROR_CATALOGUE.keys())}`,
      hint: '`remit explain-error --list` prints all of them.',
      exitCode: 2,
    });
  }
  if (flags.json) printJson(known);
  else {
    print(strong(`${known.code} (${known.kind})`));
    for (const line of wrapText(known.message, columns())) print(line);
    print(`Becomes: ${becomes(known)}`);
    for (const line of wrapText(`What to do: ${known.hint}`, columns())) print(line);
  }
}

function becomes(known: KnownError): string {
  if (known.kind === 'fault') {
    return `exit ${known.exitCode}, ${EXIT_CODES.find(([code]) => code === known.exitCode)?.[1] ?? ''}`;
  }
  const answer = acknowledgmentText(known);
  const rest = `${known.severity}, SNIP ${known.snip}${known.level === '' ? '' : `, level ${known.level}`}`;
  return answer === '' ? rest : `${answer} (${rest})`;
}
