import type { Fault } from '../x12/fault.ts';

/** What an operator may meet; each fault's own hint is nearer to the case, this is what it means in general. */
export interface KnownFault {
  readonly exitCode: Fault['exitCode'];
  readonly message: string;
  readonly hint: string;
}

function fault(exitCode: Fault['exitCode'], message: string, hint: string): KnownFault {
  return { exitCode, message, hint };
}

export const FAULTS: Readonly<Record<string, KnownFault>> = Object.freeze({
  'ANSWER-FAULTY': fault(
    4,
    'An answer of ours does not pass the checks that partners’ files pass. Nothing of its interchange is answered or becomes real.',
    'Keep the data root as it is, and report the file with the finding that the message names.',
  ),
  'BOOKS-OPEN': fault(
    4,
    'What went into a batch is not what came out of it, in claims or in cents.',
    'Nothing of the batch was published. Keep the data root as it is and look at it with `remit status`.',
  ),
  'CLAIM-NUMBER-EXHAUSTED': fault(
    1,
    'A business date has no claim numbers left.',
    'Take the rest in on another date.',
  ),
  'CLAIM-UNIT-TOO-LONG': fault(
    1,
    'A claim with its lines is larger than what is read at once.',
    'Split the file.',
  ),
  'CLAIM-STUCK': fault(
    1,
    'The program itself fails on a claim; it waits in quarantine, undecided, and every run tries it again.',
    'Report it with the place of the error; the other claims went on.',
  ),
  'CLAIM-UNKNOWN': fault(
    2,
    'No claim of this installation has the number.',
    'Compare it with the 277CA or the 835.',
  ),
  'CODES-INVALID': fault(
    4,
    'A remittance would carry a code that may not be used, or not on that day.',
    'Correct the profile’s disposition or specs/codes; nothing was published.',
  ),
  'CONFIG-MISSING': fault(
    2,
    'remit.json cannot be read.',
    '`remit init FOLDER` makes one, --config names it.',
  ),
  'CONFIG-WRONG': fault(
    2,
    'remit.json has a key or a value it may not have.',
    'Compare it with specs/remit.schema.json.',
  ),
  'DATA-ROOT-OPEN': fault(
    2,
    'Others than its owner may enter the data root.',
    'It holds patient data: chmod 700 on its folder.',
  ),
  'DISK-FULL': fault(75, 'There is no room left to write.', 'Make room and run again.'),
  'FILE-EXISTS': fault(74, 'A file would have to be overwritten.', 'Look at it, move it away and run again.'),
  'FILE-FAILED': fault(
    74,
    'A file or folder could not be read or written.',
    'Look at its path and permissions.',
  ),
  'GUIDE-FOLDER': fault(2, 'The folder of the guides is missing or empty.', 'It is guides/ in the specs.'),
  'GUIDE-INVALID': fault(2, 'A guide says something that makes no sense.', 'Run `remit specs check`.'),
  'INIT-EXISTS': fault(2, 'There is an installation in this folder.', 'Name another folder.'),
  INTERNAL: fault(
    1,
    'Something happened that nobody foresaw.',
    'Run it again; when it comes back, report code and place, which hold no data.',
  ),
  'LEDGER-KEY-REUSED': fault(
    4,
    'An act that is in the ledger came again with another result.',
    'Compare the inputs of both runs; nothing was changed.',
  ),
  'PARTNER-UNKNOWN': fault(
    2,
    'A file or a remittance belongs to a partner the specs no longer know.',
    'Bring the partner’s file back into specs/partners.',
  ),
  'PAYEE-WITHOUT-BANK': fault(
    2,
    'A payee is paid by ACH and has no bank account.',
    'Import its contract with one.',
  ),
  'PROFILE-DISPOSITION': fault(
    2,
    'A rule of a payer has no answer for its case.',
    'Add a disposition to the rule.',
  ),
  'PROFILE-PARAMETER': fault(2, 'A rule of a payer lacks a parameter.', 'Add it to the rule.'),
  'REFERENCE-REFUSED': fault(
    2,
    'A reference file has problems and was refused whole.',
    'Correct and import it again.',
  ),
  'REFERENCE-UNREADABLE': fault(
    2,
    'An archived import no longer reads.',
    'Import a corrected file of its kind.',
  ),
  'REMITTANCE-UNBALANCED': fault(
    4,
    'A remittance does not balance in its written bytes.',
    'Nothing was published. This is a fault of the program: keep the data root.',
  ),
  'RUN-BACKWARDS': fault(2, '--as-of lies before the last finished run.', 'Name a later instant.'),
  'RUN-INTERRUPTED': fault(
    75,
    'A run was interrupted, and an act of a person would stand between its two halves.',
    '`remit run` finishes it; then act again.',
  ),
  'RUN-LOCKED': fault(75, 'Another run holds this data root.', 'Wait until it has ended.'),
  'SPECS-ADJUSTMENT-CODES': fault(2, 'The list of adjustment codes is broken.', 'Run `remit specs check`.'),
  'SPECS-INVALID': fault(2, 'A payer or partner file has problems.', 'Run `remit specs check`.'),
  'SPECS-MISSING': fault(
    2,
    'A folder of the specs is missing.',
    'Name a folder with guides/, payers/ and partners/.',
  ),
  'STORE-ACCESS': fault(74, 'The store cannot be opened or written.', 'Look at its folder and its owner.'),
  'STORE-COUNTER-MOVED': fault(75, 'Somebody else was faster with a number.', 'Run again.'),
  'STORE-DAMAGED': fault(74, 'The store is damaged.', 'Restore a backup.'),
  'STORE-EMPTY': fault(2, 'Nothing has been run in this data root yet.', 'Call `remit run`.'),
  'STORE-FULL': fault(75, 'The disk of the store is full.', 'Make room and run again.'),
  'STORE-IO': fault(74, 'Reading or writing the store failed.', 'Check the disk and run again.'),
  'STORE-ITEM-NOT-WAITING': fault(1, 'What is to be paid was paid already.', 'Run again.'),
  'STORE-LOCKED': fault(75, 'Another process holds the store.', 'Wait until it has ended.'),
  'STORE-VERSION': fault(2, 'Another version of the program made the store.', 'Use that version.'),
  USAGE: fault(2, 'The command line is not understood.', '`remit VERB --help` tells what a verb takes.'),
  'USAGE-AS-OF': fault(
    2,
    'An instant has no date, time or zone.',
    'Write it like 2025-11-03T20:00:00-08:00.',
  ),
  'USAGE-CODE': fault(2, 'There is no such code.', '`remit explain-error --list` prints all.'),
  'USAGE-KIND': fault(
    2,
    'There is no such kind of reference data.',
    '`remit reference import --help` names them.',
  ),
  'USAGE-PARTNER': fault(2, 'There is no such partner.', 'Partners stand in specs/partners.'),
  'X12-UNWRITABLE': fault(
    1,
    'X12 cannot carry a value that has to be written.',
    'The message names the segment.',
  ),
  'XML-DECLARATION': fault(2, 'An XML file declares a document type.', 'Remove the declaration.'),
  'XML-SYNTAX': fault(2, 'A file of the specs is no XML.', 'Correct it at the line the message names.'),
  'XML-TOO-LARGE': fault(2, 'A file of the specs is too large.', 'Split it.'),
  'ARCHIVE-DAMAGED': fault(
    4,
    'Archived files are not what they were when they came.',
    '`remit doctor` names them; bring them back from a backup.',
  ),
  'LEGAL-HOLD-UNKNOWN': fault(
    2,
    'Nothing here has the name that is to be held, or the hold is none that stands.',
    '`remit legal-hold list` names the holds.',
  ),
  'RETENTION-GONE': fault(
    2,
    'Retention has taken what was asked for; the message says when.',
    'Numbers, dates and amounts are kept; the rest is gone.',
  ),
  'REBUILD-ACT': fault(
    2,
    'The archive holds an act that cannot be done again by itself.',
    'Restore a backup.',
  ),
  'REBUILD-DIFFERS': fault(
    4,
    'An act of the archive does not come out as it is recorded.',
    'Use the specs and the program of that time, or restore a backup.',
  ),
  'REBUILD-HORIZON': fault(2, 'Retention has taken a part of the story.', 'Restore a backup.'),
  'REBUILD-STORE-THERE': fault(2, 'There is a store already.', 'Move it away with its -wal and -shm files.'),
  'BACKUP-EXISTS': fault(2, 'A backup would overwrite a file.', 'Name another file.'),
  'BACKUP-DAMAGED': fault(74, 'A backup does not pass the check of its contents.', 'Take another one.'),
  'RESTORE-BEHIND': fault(
    2,
    'The archive tells of acts that the backup does not know: their numbers would be given out again.',
    '`remit rebuild` does everything again; --behind where retention forbids it.',
  ),
  'RESTORE-STORE-THERE': fault(2, 'There is a store already.', 'Move it away with its -wal and -shm files.'),
  'QUARANTINE-UNKNOWN': fault(
    2,
    'There is no such file in quarantine.',
    '`remit quarantine list` names them.',
  ),
  'QUARANTINE-DECIDED': fault(
    2,
    'Somebody has decided this already.',
    '`remit quarantine list --all` shows what.',
  ),
  'REPLAY-NOTHING': fault(
    2,
    'Nothing matches what is to be replayed.',
    '`remit status` and `remit explain` show what there is.',
  ),
  'REPLAY-PLAN': fault(
    2,
    'The plan has not been confirmed.',
    'Look at it and repeat the command with --yes.',
  ),
  'SFTP-CONFIG': fault(
    2,
    'The connection to a partner is not described whole.',
    'Compare sftp in remit.json with docs/operations.md.',
  ),
  'SFTP-HOST-KEY': fault(
    2,
    'The server shows another host key than the pinned one.',
    'Ask its operator; never connect until the key is explained.',
  ),
  'SFTP-FAILED': fault(
    75,
    'A server could not be reached or broke off.',
    'Run again; nothing is lost or sent twice.',
  ),
  'SFTP-EXISTS': fault(
    74,
    'A file of that name and other bytes is there already.',
    'Look at both; nothing is overwritten.',
  ),
});
