import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileOf, GROUPS, interchangeOf } from './files.ts';
import { breaches } from './schemas.ts';
import { back, codes, translated } from './translating.ts';

const ALL = Object.keys(GROUPS);

describe('the loops view', () => {
  test('names loops, segments and elements in the words of the guide', () => {
    const { text } = translated(fileOf('837P'), { elementNames: true });
    const document = JSON.parse(text) as Container;
    const set = path(document, 'interchanges', 0, 'content', 1, 'content', 1);
    expect(set).toMatchObject({ set: '0001', transactionSet: '837', guide: '837P' });
    const clm = find(set, 'CLM');
    expect(clm).toMatchObject({
      segment: 'CLM',
      name: 'claim information',
      elements: { CLM01: 'PCN001', CLM02: '250', CLM05: ['11', 'B', '1'], CLM06: 'Y' },
      names: { CLM01: 'patient control number' },
    });
    expect(loopsAround(set, clm)).toEqual(['2000A', '2000B', '2300']);
  });

  test('a segment the guide does not place stands marked in the open loop, and is a finding with its place', () => {
    const { text, findings } = translated(
      fileOf('837P').replace('REF*6R*L1~', 'REF*6R*L1~DTP*999*D8*20260101~'),
    );
    expect(text).toContain('{"segment":"DTP","placed":false,"elements":{"DTP01":"999"');
    expect(codes(findings)).toEqual(['GUIDE-SEGMENT-UNEXPECTED', 'X12-SE01-COUNT']);
    expect(findings.every(({ place }) => place.file === 'a.x12')).toBe(true);
  });

  test('a set without a guide is given without loops', () => {
    const file = fileOf('837P').replaceAll('005010X222A1', '004010X098A1');
    const { text, findings } = translated(file);
    expect(codes(findings)).toEqual(['TRANSLATE-SET-UNKNOWN']);
    expect(text).not.toContain('"loop"');
    expect(back(text).text).toBe(file);
  });

  test.each(ALL.flatMap((name) => [[name, 'json'] as const, [name, 'jsonl'] as const]))(
    '%s as %s keeps to its schema',
    (name, to) => {
      const { text } = translated(fileOf(name), { to, elementNames: true });
      const texts = to === 'json' ? [text] : text.trimEnd().split('\n');
      const schema = to === 'json' ? 'x12-remit-loops' : 'x12-remit-loops-line';
      expect(texts.flatMap((each) => breaches(JSON.parse(each), schema))).toEqual([]);
    },
  );

  test('one unit a line: header, levels, claims and trailers', () => {
    const { text } = translated(fileOf('837P'), { to: 'jsonl' });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { in: object; content: object[] });
    const first = lines.map(({ content }) => firstSegment(content));
    expect(first).toEqual(['ISA', 'GS', 'ST', 'HL', 'HL', 'CLM', 'SE', 'GE', 'IEA']);
    expect(lines[5]!.in).toMatchObject({ set: '0001', guide: '837P', loops: ['2000A', '2000B'] });
  });
});

describe('written back', () => {
  test.each<[string, string]>([
    ['every kind of set in one interchange', fileOf(...ALL)],
    ['line feeds', interchangeOf(Object.values(GROUPS), { lineBreak: '\n' })],
    ['CR LF', interchangeOf(Object.values(GROUPS), { lineBreak: '\r\n' })],
    ['no line break at the very end', interchangeOf([GROUPS['835']!], { lineBreak: '\n', endsWith: '' })],
    ['a line break at the very end only', interchangeOf([GROUPS['835']!], { endsWith: '\n' })],
    [
      'other delimiters',
      interchangeOf([GROUPS['837I']!], { element: '|', component: '>', repetition: '!', terminator: '\x1c' }),
    ],
    ['a line feed as terminator', interchangeOf([GROUPS['837P']!], { terminator: '\n' })],
    [
      'two interchanges with other delimiters',
      fileOf('837P') + interchangeOf([GROUPS['835']!], { element: '|', lineBreak: '\n' }, 2),
    ],
    ['empty elements at the end of a segment', fileOf('837P').replace('HL*1**20*1~', 'HL*1**20*1***~')],
    ['empty components at the end', fileOf('837P').replace('11:B:1', '11:B:1::')],
    ['a segment without elements', fileOf('837P').replace('LX*2~', 'LX~')],
    ['a segment without an id', fileOf('837P').replace('PER*IC', '*IC')],
    ['repetitions', fileOf('837P').replace('REF*6R*L1~', 'REF*6R*L1^L2:A^~')],
    ['quotes, backslashes and Latin-1', fileOf('837P').replace('DOE*JANE', 'D"\\\xc9*\x08JANE')],
    ['counts that are wrong', fileOf('837P').replace('SE*31', 'SE*030')],
    ['an ISA11 that is no separator', fileOf('837P').replace('*^*00501*', '*U*00401*')],
    ['a file that was cut', fileOf('837P').replace(/SE\*31.*/s, '')],
    ['an ISA that is too long', fileOf('837P').replace('SENDER         *ZZ', 'SENDER           *ZZ')],
  ])('%s: byte for byte, from a document and from lines', (_, file) => {
    expect(back(translated(file).text).text).toBe(file);
    expect(back(translated(file, { to: 'jsonl' }).text).text).toBe(file);
  });

  test('uneven spacing is said, and made even', () => {
    const file = fileOf('837P').replace('BHT*', '\nBHT*');
    const { text, findings } = translated(file);
    expect(codes(findings)).toEqual(['TRANSLATE-SPACING']);
    expect(back(text).text).toBe(fileOf('837P'));
  });

  test('any content comes back, wherever the bytes and characters are cut', () => {
    const value = fc.string({ unit: fc.constantFrom(...'AZ09 "\\é\t/{}[],'), maxLength: 6 });
    const element = fc.oneof(
      value,
      fc.array(value, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(':')),
      fc.array(value, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('^')),
    );
    const segment = fc
      .tuple(
        fc.constantFrom('REF', 'NM1', 'HI', 'CLM', 'LX', 'HL', 'SV1', 'N3', 'ZZZ'),
        fc.array(element, { maxLength: 8 }),
      )
      .map(([id, elements]) => [id, ...elements].join('*'));
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 20 }),
        fc.constantFrom('', '\n', '\r\n'),
        fc.integer({ min: 1, max: 97 }),
        (segments, lineBreak, piece) => {
          const set = ['ST*837*0001*005010X222A1', ...segments, `SE*${segments.length + 2}*0001`].join('~\n');
          const file = interchangeOf([{ ...GROUPS['837P']!, sets: [`${set}~`] }], { lineBreak });
          const { text } = translated(file, {}, piece);
          expect(text).toBe(translated(file).text);
          expect(back(text, piece).text).toBe(file);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('pretty-printed or with its keys sorted, the document says the same', () => {
    const file = fileOf('835');
    const sorted = JSON.stringify(sortKeys(JSON.parse(translated(file).text)), undefined, 2);
    expect(back(sorted, 1000).text).toBe(file);
  });

  test('recount: what was edited is counted anew', () => {
    const { text } = translated(fileOf('837P'));
    const edited = text.replace(/\{"segment":"PRV"[^}]*\}\},?\n?/, '');
    expect(back(edited).text).toContain('SE*31*0001~');
    expect(back(edited, 1000, true).text).toContain('SE*30*0001~GE*1*1~IEA*1*000000001~');
  });

  test.each<[string, string, string]>([
    ['a delimiter in a value', '"CLM01":"PCN001"', '"CLM01":"PCN*001"'],
    ['a character beyond Latin-1', '"CLM01":"PCN001"', '"CLM01":"PCN\u0142"'],
    ['an element of another segment', '"CLM01":"PCN001"', '"HI01":"PCN001"'],
    ['a number as value', '"CLM02":"250"', '"CLM02":250'],
  ])('%s is a finding, and the rest goes on', (_, from, to) => {
    const { text, findings } = back(translated(fileOf('837P')).text.replace(from, to));
    expect(findings.map(({ code, place }) => [code, place.segmentId])).toEqual([
      ['TRANSLATE-UNWRITABLE', 'CLM'],
    ]);
    expect(text).not.toContain('CLM*');
    expect(text).toContain('HI*ABK:J029');
  });

  test.each<[string, string, string]>([
    ['no JSON at all', 'ISA*00*', 'TRANSLATE-JSON'],
    ['a document that breaks off', translated(fileOf('837P')).text.slice(0, 2000), 'TRANSLATE-JSON'],
    ['a comma too many', '{"interchanges":[,]}', 'TRANSLATE-JSON'],
    ['an object closed as a list', '{"a":[1}', 'TRANSLATE-JSON'],
    ['a bad escape', '{"a":"\\q"}', 'TRANSLATE-JSON'],
    ['another view', translated(fileOf('837P'), { view: 'claims' }).text, 'TRANSLATE-NO-SEGMENTS'],
    ['nested without end', '[{"a":'.repeat(100), 'TRANSLATE-JSON'],
  ])('%s is refused', (_, json, code) => {
    expect(() => back(json, 50)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

type Container = Record<string, unknown>;

function path(from: unknown, ...keys: readonly (string | number)[]): Container {
  return keys.reduce((at, key) => (at as Record<string | number, unknown>)[key], from) as Container;
}

function content(of: Container): Container[] {
  return (of.content ?? []) as Container[];
}

function find(within: Container, id: string): Container {
  for (const each of content(within)) {
    if (each.segment === id) return each;
    const found = each.loop === undefined ? undefined : find(each, id);
    if (found !== undefined && found.segment === id) return found;
  }
  return {};
}

function loopsAround(within: Container, target: Container): string[] {
  for (const each of content(within)) {
    if (each === target) return [];
    if (each.loop === undefined || find(each, String(target.segment)) !== target) continue;
    return [String(each.loop), ...loopsAround(each, target)];
  }
  return [];
}

function firstSegment(contents: readonly object[]): string {
  const first = contents[0] as Container;
  return first.segment === undefined ? firstSegment(content(first)) : String(first.segment);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}
