import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { REFERENCE_KINDS, type ReferenceKind } from '../../src/reference/importers/import-reference.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { CASES, OWN_RATES, PUBLISHED } from '../reference/importers/extracts.ts';

const shipped = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../edi-samples/reference', name), 'utf8');

const TEXTS: Readonly<Record<ReferenceKind, string>> = {
  ...(Object.fromEntries(Object.entries(PUBLISHED).map(([kind, { text }]) => [kind, text])) as Record<
    keyof typeof PUBLISHED,
    string
  >),
  ...OWN_RATES,
  ...CASES,
  members: shipped('members.csv'),
  providers: shipped('providers.csv'),
  contracts: shipped('contracts.csv'),
  'fee-schedule': shipped('fee-schedule-2025.csv'),
  gpci: shipped('gpci-2025.csv'),
};
const effectiveOf = (kind: ReferenceKind): string =>
  (PUBLISHED as Partial<Record<ReferenceKind, { readonly effective: string }>>)[kind]?.effective ??
  '20250101';

/** What to change, into what, and where it is then told. */
type Fault = readonly [from: string | RegExp, to: string, place: string];

interface Faults {
  /** A heading of another name. */
  readonly heading: Fault | 'no headings';
  /** A key that stands twice with another value. */
  readonly twice: Fault | 'a name may come again';
}

const FAULTS: Readonly<Record<ReferenceKind, Faults>> = {
  members: { heading: ['gender', 'sex', '1:8'], twice: [/\n(10010001,.*\n)/, '\n$1$1', '3:9'] },
  providers: { heading: ['taxonomy', 'code', '1:4'], twice: ['2100000027', '2100000019', '3:1'] },
  contracts: { heading: ['pricing_method', 'method', '1:15'], twice: ['medicare-advantage', '*', '3:13'] },
  'fee-schedule': { heading: ['work_rvu', 'work', '1:4'], twice: ['\n12001,', '\n11042,', '3:1'] },
  gpci: { heading: ['practice', 'pe', '1:3'], twice: ['\n99,', '\n02,', '3:1'] },
  authorizations: {
    heading: ['status', 'state', '1:5'],
    twice: [/\n(A1,12345)(.*\n)/, '\n$1$2A1,54321$2', '3:1'],
  },
  'other-coverage': {
    heading: ['before_us', 'first', '1:3'],
    twice: [/\n(.*),Y(.*\n)/, '\n$1,Y$2$1,N$2', '3:2'],
  },
  programs: {
    heading: ['detail', 'region', '1:3'],
    twice: [/\n(.*)NORTH(.*\n)/, '\n$1NORTH$2$1SOUTH$2', '3:2'],
  },
  credentials: {
    heading: ['npi', 'number', '1:1'],
    twice: [/\n(.*)lapsed(.*\n)/, '\n$1lapsed$2$1refused$2', '3:3'],
  },
  attachments: { heading: ['received', 'day', '1:4'], twice: [/\n(.*\n)/, '\n$1$1', '3:2'] },
  'gpci-addendum-e': {
    heading: ['2025 MP GPCI', '2025 GPCI', '3:7'],
    twice: ['09990,ZZ,99', '09990,ZZ,01', '5:3'],
  },
  pprrvu: { heading: ['GLOB,', 'GLOBAL,', '4:15'], twice: ['X1001,26', 'X1001,', '6:1'] },
  'zip5-locality': { heading: 'no headings', twice: ['ZZ99501', 'ZZ98101', '2:3'] },
  'locality-county': { heading: ['Fee Schedule Area', 'Area', '2:4'], twice: 'a name may come again' },
  'anesthesia-base-units': { heading: ['BASE', 'WORK', '3:2'], twice: ['00102', '00100', '5:1'] },
  'anesthesia-cf': {
    heading: ['Locality Name', 'Name', '1:3'],
    twice: ['27.86 \n', '27.86 \n09990 ,01 ,NOWHERE,27.87 \n', '3:1'],
  },
  'asp-limits': {
    heading: ['Payment Limit', 'Limit', '3:4'],
    twice: ['X1002,words,1 microCurie,N/A', 'X1001,words,1 ML,9.999', '5:1'],
  },
  'ndc-hcpcs': { heading: ['NDC2', 'NDC', '3:4'], twice: 'a name may come again' },
  'opps-addendum-a': {
    heading: ['Group Title', 'Title', '2:2'],
    twice: [/\n(9001.*)K (.*\n)/, '\n$1K $2$1G $2', '4:1'],
  },
  'opps-addendum-b': { heading: [',SI,', ',STATUS,', '2:3'], twice: ['X1002\u00ff', 'X1001', '4:1'] },
  'asc-addendum-aa': { heading: ['Short Descriptor', 'Words', '3:3'], twice: ['X1002', 'X1001', '5:1'] },
  'asc-addendum-bb': {
    heading: ['Short Descriptor', 'Words', '2:3'],
    twice: ['other words,,K2', 'other words,,K7', '4:1'],
  },
  'asc-addendum-ff': { heading: ['2026 APC,', '2026 Group,', '4:5'], twice: ['X1002', 'X1001', '6:1'] },
  'opps-composites': { heading: ['family', 'group', '1:2'], twice: ['X1002', 'X1001', '3:1'] },
  'drg-weights': { heading: ['gmlos', 'days', '1:4'], twice: ['CMS,125', 'MS,871', '3:2'] },
  fees: {
    heading: ['facility\n', 'inside\n', '1:5'],
    twice: ['gap-filler,X1001,QW', 'laboratory,X1001,', '3:2'],
  },
  mue: { heading: ['mai', 'indicator', '1:4'], twice: ['outpatient,X1001', 'practitioner,X1001', '3:2'] },
  'add-on-codes': { heading: ['primary', 'first', '1:2'], twice: ['X1002,X1003', 'X1002,X1001', '3:2'] },
  'age-sex': { heading: ['to_years', 'until', '1:4'], twice: ['X1002', 'X1001', '3:1'] },
  'code-list': { heading: ['list,', 'set,', '1:1'], twice: ['carc,45', 'icd-10-cm,A001', '3:2'] },
  'ncci-pairs': { heading: ['column_1', 'one', '1:1'], twice: ['20230101', '20220101', '3:1'] },
};

let root: ReturnType<typeof dataRootAt>;
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remit-import-'));
  root = dataRootAt(join(folder, 'data'));
  prepareDataRoot(root, []);
  store = openSqliteStore(root.store);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

async function imported(kind: ReferenceKind, text: string) {
  const path = join(folder, 'x.csv');
  writeFileSync(path, text);
  const instant = readInstant('2026-01-02T08:00:00-08:00', 'America/Los_Angeles');
  const target = { store, archive: new Archive(root.archive), instant };
  return importFile({ kind, path, effective: effectiveOf(kind) }, target);
}

async function kept(): Promise<unknown> {
  return [await store.imports(), readdirSync(root.archive, { recursive: true }).sort()];
}

async function refused(kind: ReferenceKind, text: string, place: string | RegExp): Promise<void> {
  const before = await kept();
  await expect(imported(kind, text), kind).rejects.toMatchObject({
    code: 'REFERENCE-REFUSED',
    message: expect.stringMatching(typeof place === 'string' ? `x\\.csv:${place} ` : place),
  });
  expect(await kept(), kind).toEqual(before);
}

function changed(kind: ReferenceKind, [from, to]: Fault): string {
  const text = TEXTS[kind].replace(from, to);
  expect(text, kind).not.toBe(TEXTS[kind]);
  return text;
}

describe.each(REFERENCE_KINDS)(
  '%s: a wrong file is refused with line and column and changes nothing',
  (kind) => {
    test('a file of another kind', async () => {
      for (const other of REFERENCE_KINDS)
        if (other !== kind) await refused(kind, TEXTS[other], /x\.csv:\d+:\d+ /);
    });

    test('a heading of another name', async () => {
      const { heading } = FAULTS[kind];
      if (heading === 'no headings') await refused(kind, `STATE ZIP CARRIER\n${TEXTS[kind]}`, '1:1');
      else await refused(kind, changed(kind, heading), heading[2]);
    });

    test('a key twice with another value', async () => {
      const { twice } = FAULTS[kind];
      if (twice === 'a name may come again') expect((await imported(kind, TEXTS[kind])).isNew).toBe(true);
      else await refused(kind, changed(kind, twice), twice[2]);
    });

    test('cut in its last line, or before its first row', async () => {
      await refused(kind, TEXTS[kind].slice(0, -2), /x\.csv:\d+:\d+ /);
      await refused(kind, TEXTS[kind].slice(0, 3), /x\.csv:1:\d+ /);
      await refused(kind, '', /x\.csv:1:1 /);
    });

    test('the right one changes something once', async () => {
      expect((await imported(kind, TEXTS[kind])).isNew).toBe(true);
      const before = await kept();
      expect((await imported(kind, TEXTS[kind])).isNew).toBe(false);
      expect(await kept()).toEqual(before);
      expect(await store.imports()).toHaveLength(1);
    });
  },
);
