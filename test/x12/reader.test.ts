import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/x12/limits.ts';
import { bytesOf, GROUP, GS, IEA, isa, read, SET, ST, WHOLE } from './reading.ts';

const CUTS = [1, 7, 100, 65_536];

/** The same outcome however the bytes are cut. */
function everyCut(input: string | Uint8Array): ReturnType<typeof read> {
  const readings = CUTS.map((cut) => read(input, cut));
  for (const reading of readings) expect(reading.events).toEqual(readings[0]!.events);
  return readings[0]!;
}

describe('InterchangeReader on a whole file', () => {
  it('tells everything in order, with places', () => {
    const reading = everyCut(WHOLE);
    expect(reading.events).toEqual([
      'isa 000000905 0 1 false {"element":42,"component":58,"repetition":94,"terminator":126}',
      'gs 7 106',
      'st 0001 160',
      '1 ST 160+24 line 1: 837|0001|005010X222A1',
      '2 BHT 185+30 line 1: 0019|00|1|20250115|1200|CH',
      '3 CLM 216+10 line 1: A1|150',
      '4 SE 227+9 line 1: 4|0001',
      'se 4 77 true',
      'ge 1 138 true',
      'iea 1 260 true false',
      '{"bytes":260,"interchanges":1,"groups":1,"sets":1,"findings":0,"complete":true}',
    ]);
    const [group] = reading.groups;
    expect(group).toMatchObject({
      functionalId: 'HC',
      sender: 'CLEARHOUSE',
      receiver: '91051',
      date: '20250115',
      time: '1200',
      controlNumber: '7',
      version: '005010X222A1',
      setCount: 1,
      declaredSetCount: 1,
    });
    expect(reading.sets[0]).toMatchObject({
      id: '837',
      controlNumber: '0001',
      implementation: '005010X222A1',
      declaredSegmentCount: 4,
    });
    expect(reading.interchanges[0]!.isa[7]).toBe('91051          ');
    expect(reading.interchanges[0]!.declaredGroupCount).toBe(1);
  });

  it('lengths cut the same bytes out of the file again', () => {
    const { sets, groups, interchanges } = read(WHOLE);
    const slice = (part: { offsetBytes: number; lengthBytes: number }): string =>
      WHOLE.slice(part.offsetBytes, part.offsetBytes + part.lengthBytes);
    expect(slice(sets[0]!)).toBe(SET);
    expect(slice(groups[0]!)).toBe(GROUP);
    expect(slice(interchanges[0]!)).toBe(WHOLE);
  });
});

describe('bytes before, between and after', () => {
  const lines = (end: string): string => WHOLE.replaceAll('~', `~${end}`);
  it.each([
    // case, input, finding codes
    ['line feeds after terminators', lines('\n'), []],
    ['CR LF after terminators', lines('\r\n'), []],
    ['blank lines between segments', lines('\n\n \t\r\n'), []],
    ['LF as the terminator', WHOLE.replaceAll('~', '\n'), []],
    ['CR as the terminator', WHOLE.replaceAll('~', '\r'), []],
    ['CR LF as the terminator', WHOLE.replaceAll('~', '\r\n'), []],
    ['a byte-order mark', `\u00ef\u00bb\u00bf${WHOLE}`, []],
    ['blank lines before the ISA', `\r\n \t\n${WHOLE}`, []],
    ['NUL, Ctrl-Z and blanks at the end', `${WHOLE}\r\n \0\x1a`, []],
    ['an empty segment', WHOLE.replace('~CLM', '~~CLM'), ['X12-SEGMENT-EMPTY']],
    ['a segment without data', WHOLE.replace('CLM*A1*150', 'LX'), ['X12-SEGMENT-NO-DATA']],
    ['a segment of separators', WHOLE.replace('CLM*A1*150', 'LX**'), ['X12-SEGMENT-NO-DATA']],
    ['trailing separators', WHOLE.replace('CLM*A1*150', 'CLM*A1*150***'), []],
    ['the last terminator missing', WHOLE.slice(0, -1), ['X12-IEA-UNTERMINATED']],
    ['the last terminator missing, a line feed', `${WHOLE.slice(0, -1)}\n`, ['X12-IEA-UNTERMINATED']],
    ['names that contain ISA', WHOLE.replace('CLM*A1', 'CLM*ISAAC VISA NARCISA ISA'), []],
    ['a segment id that begins with ISA', WHOLE.replace('CLM*A1', 'ISAAC*A1'), []],
  ])('%s', (_, input, codes) => {
    const reading = everyCut(input);
    expect(reading.codes).toEqual(codes);
    expect(reading.outcome).toMatchObject({ complete: true, interchanges: 1, groups: 1, sets: 1 });
    expect(reading.segments).toHaveLength(4);
    expect(reading.sets[0]!.segmentCount).toBe(4);
  });

  it('passes over foreign text before the ISA and says so', () => {
    const header = '//JOB CARD ISA*NOT THIS ONE\nContent-Type: application/edi-x12\n\n';
    const reading = everyCut(header + WHOLE);
    expect(reading.codes).toEqual(['X12-JUNK-BEFORE-ISA']);
    expect(reading.findings[0]!.place).toMatchObject({ offsetBytes: 0, lengthBytes: header.length, line: 1 });
    expect(reading.sets[0]!.offsetBytes).toBe(header.length + WHOLE.indexOf('ST*'));
    expect(reading.outcome.complete).toBe(false);
  });

  it.each([0, 3989, 4095, 4096])('foreign text of %i bytes and more reads alike in every cut', (length) => {
    everyCut('x'.repeat(length) + WHOLE);
  });

  it('tells data after the last IEA, as strays', () => {
    const tail = 'GS*HC~CLM*LOST*1~';
    const reading = everyCut(`${WHOLE}\n${tail}`);
    expect(reading.codes).toEqual(['X12-JUNK-AFTER-IEA']);
    expect(reading.findings[0]!.place).toMatchObject({
      offsetBytes: WHOLE.length + 1,
      lengthBytes: tail.length,
    });
    expect(reading.strays).toEqual(['GS*HC', 'CLM*LOST*1']);
    expect(reading.outcome.complete).toBe(false);
  });

  it('finds the next ISA behind data after an IEA, directly after a terminator only', () => {
    const reading = everyCut(`${WHOLE}XX*ISA*1~${WHOLE}`);
    expect(reading.codes).toEqual(['X12-JUNK-AFTER-IEA']);
    expect(reading.outcome.interchanges).toBe(2);
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0], 'X12-FILE-GZIP'],
    ['zip', [0x50, 0x4b, 3, 4], 'X12-FILE-ZIP'],
    ['UTF-16 with a mark', [0xff, 0xfe, 0x49, 0], 'X12-FILE-UTF16'],
    ['UTF-16 without', [0, 0x49, 0, 0x53, 0, 0x41], 'X12-FILE-UTF16'],
    ['EBCDIC', [0xc9, 0xe2, 0xc1, 0x5c], 'X12-FILE-EBCDIC'],
    ['nothing', [], 'X12-FILE-EMPTY'],
    ['white space', [0x20, 0x0a], 'X12-FILE-EMPTY'],
    ['text', [...bytesOf('Dear sir, the file follows.')], 'X12-ISA-NOT-FOUND'],
    ['an ISA cut off', [...bytesOf(WHOLE.slice(0, 80))], 'X12-ISA-UNREADABLE'],
    ['a fragment', [...bytesOf(SET)], 'X12-ISA-NOT-FOUND'],
  ])('unreadable: %s', (_, bytes, code) => {
    const reading = everyCut(Uint8Array.from(bytes));
    expect(reading.codes).toEqual([code]);
    expect(reading.outcome).toMatchObject({ interchanges: 0, complete: false, bytes: bytes.length });
    expect(reading.outcome.unreadable).toMatchObject({ code, level: 'file', severity: 'reject' });
  });
});

describe('a file wrapped at a column', () => {
  const long = WHOLE.replace(SET, SET.replace('A1*150', `${'A'.repeat(30)}*150`).repeat(1));
  const wrap = (text: string, width: number, end: string): string =>
    text.replace(new RegExp(`.{${width}}`, 'g'), (line) => line + end);

  it.each([
    [80, '\n'],
    [80, '\r\n'],
    [120, '\n'],
    [132, '\r\n'],
  ])('of %i with %j', (width, end) => {
    const wrapped = wrap(long, width, end);
    const reading = everyCut(wrapped);
    expect(reading.codes).toEqual(['X12-LINES-WRAPPED']);
    expect(reading.segments).toEqual(read(long).segments);
    expect(reading.interchanges[0]!.wrapped).toBe(true);
    const set = reading.sets[0]!;
    const slice = wrapped.slice(set.offsetBytes, set.offsetBytes + set.lengthBytes);
    expect(slice.replaceAll(/[\r\n]/g, '')).toBe(
      read(long)
        .segments.map((text) => `${text}~`)
        .join(''),
    );
    expect(set.line).toBe(wrapped.slice(0, set.offsetBytes).split('\n').length);
    expect(reading.interchanges[0]!.lengthBytes).toBe(wrapped.lastIndexOf('~') + 1);
  });

  it('holds for lines of the same length that end with terminators', () => {
    const reading = everyCut(WHOLE.replace(`${ST}BHT`, `${ST}\nBHT`));
    expect(reading.codes).toEqual([]);
    expect(reading.interchanges[0]!.wrapped).toBe(false);
  });
});

describe('delimiters', () => {
  const other = (text: string): string =>
    text.replaceAll('*', '|').replaceAll('^', '!').replaceAll(':', '>').replaceAll('~', '\n');

  it('are read anew at each ISA', () => {
    const second = other(WHOLE.replace('CLM*A1', 'CLM*B:2~HI*A:1^B:2').replace('SE*4', 'SE*5'));
    const reading = everyCut(`${WHOLE}\n${second}${WHOLE}`);
    expect(reading.codes).toEqual([]);
    expect(reading.outcome).toMatchObject({ interchanges: 3, sets: 3, complete: true });
    expect(reading.interchanges.map((i) => i.delimiters.element)).toEqual([0x2a, 0x7c, 0x2a]);
    expect(reading.segments).toContain('HI|A>1!B>2|150');
  });

  it.each([
    // ISA12, ISA11, findings, repetition separator in use
    ['00501', '^', [], 0x5e],
    ['00501', 'U', ['X12-ISA11-REPETITION'], 0],
    ['00501', ' ', ['X12-ISA11-REPETITION'], 0],
    ['00501', '4', ['X12-ISA11-REPETITION'], 0],
    ['00401', 'U', ['X12-ISA12-UNSUPPORTED'], 0],
  ])('ISA12 %s with ISA11 "%s"', (version, repetition, codes, used) => {
    const reading = everyCut(isa({ fields: { 11: repetition, 12: version } }) + GROUP + IEA);
    expect(reading.codes).toEqual(codes);
    expect(reading.interchanges[0]!.delimiters.repetition).toBe(used);
    expect(reading.interchanges[0]!.refused).toBe(false);
  });

  it('gives repetitions of a HI', () => {
    const reading = read(WHOLE.replace('CLM*A1*150', 'HI*ABK:J0290^ABF:E119'));
    expect(reading.segments[2]).toBe('HI*ABK:J0290^ABF:E119');
  });

  it.each([
    ['ISA11 is the element separator', { 11: '*' }, 'X12-ISA11-COLLISION', '022'],
    ['ISA11 is the terminator', { 11: '~' }, 'X12-ISA11-COLLISION', '022'],
    ['ISA16 is the element separator', { 16: '*' }, 'X12-ISA16-COMPONENT', '027'],
    ['ISA16 is a letter', { 16: 'A' }, 'X12-ISA16-COMPONENT', '027'],
    ['ISA16 is the terminator', { 16: '~' }, 'X12-ISA-TERMINATOR', '004'],
  ])('%s: refused, its sets still read', (_, fields, code, ta1) => {
    const reading = everyCut(isa({ fields }) + GROUP + IEA);
    expect(reading.codes).toEqual([code]);
    expect(reading.findings[0]!.acknowledgment.ta1).toBe(ta1);
    expect(reading.interchanges[0]!.refused).toBe(true);
    expect(reading.sets[0]!.segmentCount).toBe(4);
  });

  it('takes bytes over 127 as they are, UTF-8 split across pieces too', () => {
    const utf8 = Buffer.from(WHOLE.replace('CLM*A1', 'NM1*\u00c9MILE'), 'utf8');
    expect(everyCut(utf8).segments[2]).toBe('NM1*\u00c3\u0089MILE*150');
    const latin1 = Buffer.from(WHOLE.replace('CLM*A1', 'NM1*\u00c9MILE'), 'latin1');
    expect(everyCut(latin1).segments[2]).toBe('NM1*\u00c9MILE*150');
  });
});

describe('an ISA of the wrong shape', () => {
  const trimmed = 'ISA*00**00**ZZ*CLEARHOUSE*ZZ*91051*250115*1200*^*00501*000000905*1*P*:~';
  it.each([
    ['not padded', trimmed, 0x3a, 0x7e],
    ['too long', isa({ fields: { 6: `CLEARHOUSE${' '.repeat(9)}` } }), 0x3a, 0x7e],
    ['an element separator in a value', isa({ fields: { 6: 'CLEAR*HOUSE    ' } }), 0, 0x7e],
    ['not padded, line feed as the terminator', trimmed.replace('~', '\n'), 0x3a, 0x0a],
    ['not padded, line feed after the terminator', `${trimmed}\n`, 0x3a, 0x7e],
    ['ISA16 missing', trimmed.replace('*:~', '*~'), 0, 0x7e],
    ['ISA16 missing, line feed after the terminator', trimmed.replace('*:~', '*~\r\n'), 0, 0x7e],
    ['ISA15 and ISA16 missing', trimmed.replace('*P*:~', '~'), 0, 0x7e],
  ])('%s: refused, its sets still read', (_, header, component, terminator) => {
    const end = String.fromCharCode(terminator);
    const reading = everyCut(header + (GROUP + IEA).replaceAll('~', end));
    expect(reading.codes).toEqual([
      'X12-ISA-LENGTH',
      ...(header.includes('CLEAR*') ? ['X12-IEA02-CONTROL-NUMBER'] : []),
    ]);
    expect(reading.interchanges[0]).toMatchObject({ refused: true, closed: true });
    expect(reading.interchanges[0]!.delimiters).toMatchObject({ element: 0x2a, component, terminator });
    expect(reading.segments).toHaveLength(4);
  });

  it('compares a control number without padding as a number', () => {
    const reading = read(trimmed.replace('000000905', '905') + GROUP + IEA);
    expect(reading.codes).toEqual(['X12-ISA-LENGTH']);
    expect(reading.interchanges[0]!.controlNumber).toBe('905');
  });

  it('a later one that cannot be read ends the open interchange and is junk', () => {
    const reading = everyCut(`${isa()}${GROUP}ISA*00*garbage~CLM*X~`);
    expect(reading.codes).toEqual(['X12-IEA-MISSING', 'X12-JUNK-AFTER-IEA']);
    expect(reading.strays).toEqual(['ISA*00*garbage', 'CLM*X']);
  });
});

describe('fields of the ISA', () => {
  it.each([
    [1, '02', 'X12-ISA01-QUALIFIER', '010'],
    [2, 'a\tb       ', 'X12-ISA02-AUTHORIZATION', '011'],
    [3, '09', 'X12-ISA03-QUALIFIER', '012'],
    [4, 'a\tb       ', 'X12-ISA04-SECURITY', '013'],
    [5, 'XX', 'X12-ISA05-QUALIFIER', '005'],
    [6, ' '.repeat(15), 'X12-ISA06-SENDER', '006'],
    [7, '  ', 'X12-ISA07-QUALIFIER', '007'],
    [8, ' '.repeat(15), 'X12-ISA08-RECEIVER', '008'],
    [9, '250230', 'X12-ISA09-DATE', '014'],
    [10, '2460', 'X12-ISA10-TIME', '015'],
    [11, 'U', 'X12-ISA11-REPETITION', '022'],
    [12, '00402', 'X12-ISA12-UNSUPPORTED', '003'],
    [12, '99999', 'X12-ISA12-VERSION', '017'],
    [14, '2', 'X12-ISA14-ACKNOWLEDGMENT', '019'],
    [15, 'I', 'X12-ISA15-USAGE', '020'],
  ])('ISA%i "%s" is %s, TA1 %s', (n, value, code, ta1) => {
    const reading = read(isa({ fields: { [n]: value } }) + GROUP + IEA);
    expect(reading.codes).toEqual([code]);
    expect(reading.findings[0]).toMatchObject({ level: 'interchange', snip: 1, acknowledgment: { ta1 } });
    expect(reading.findings[0]!.place).toMatchObject({ segmentId: 'ISA', elementOrdinal: n, offsetBytes: 0 });
    expect(reading.interchanges[0]!.findings).toEqual(reading.findings);
  });

  it.each([['ABC000905'], ['000000000'], ['-00000905'], ['      905']])('ISA13 "%s" is TA1 018', (value) => {
    const reading = read(isa({ fields: { 13: value } }) + GROUP + IEA.replace('000000905', value.trim()));
    expect(reading.codes).toEqual(['X12-ISA13-CONTROL-NUMBER']);
    expect(reading.findings[0]!.acknowledgment.ta1).toBe('018');
  });
});

describe('counts and control numbers', () => {
  const replaced = (from: string, to: string): string => WHOLE.replace(from, to);
  it.each([
    ['SE01 wrong', replaced('SE*4', 'SE*5'), 'X12-SE01-COUNT', { ik502: '4' }],
    ['SE01 no number', replaced('SE*4', 'SE*four'), 'X12-SE01-COUNT', { ik502: '4' }],
    ['SE01 empty', replaced('SE*4', 'SE*'), 'X12-SE01-COUNT', { ik502: '4' }],
    ['SE02 other', replaced('SE*4*0001', 'SE*4*0002'), 'X12-SE02-CONTROL-NUMBER', { ik502: '3' }],
    ['SE02 padded otherwise', replaced('SE*4*0001', 'SE*4*1'), 'X12-SE02-PADDING', { ik502: '3' }],
    ['GE01 wrong', replaced('GE*1', 'GE*2'), 'X12-GE01-COUNT', { ak905: '5' }],
    ['GE02 other', replaced('GE*1*7', 'GE*1*8'), 'X12-GE02-CONTROL-NUMBER', { ak905: '4' }],
    ['IEA01 wrong', replaced('IEA*1', 'IEA*3'), 'X12-IEA01-COUNT', { ta1: '021' }],
    [
      'IEA02 other',
      replaced('IEA*1*000000905', 'IEA*1*000000906'),
      'X12-IEA02-CONTROL-NUMBER',
      { ta1: '001' },
    ],
    ['ST01 short', replaced('ST*837', 'ST*83'), 'X12-ST01-ID', { ik502: '6' }],
    ['ST02 short', WHOLE.replaceAll('*0001', '*001'), 'X12-ST02-CONTROL-NUMBER', { ik502: '7' }],
    ['GS01 empty', replaced('GS*HC', 'GS*'), 'X12-GS01-FUNCTIONAL-ID', { ak905: '1' }],
    ['GS02 empty', replaced('GS*HC*CLEARHOUSE', 'GS*HC*'), 'X12-GS02-SENDER', { ak905: '14' }],
    ['GS03 empty', replaced('*91051*2025', '**2025'), 'X12-GS03-RECEIVER', { ak905: '13' }],
    ['GS04 of six digits', replaced('*20250115*1200*7', '*250115*1200*7'), 'X12-GS04-DATE', { ta1: '024' }],
    ['GS05 no time', replaced('*1200*7', '*99*7'), 'X12-GS05-TIME', { ta1: '024' }],
    [
      'GS06 no number',
      WHOLE.replace('*7*X', '*A*X').replace('GE*1*7', 'GE*1*A'),
      'X12-GS06-CONTROL-NUMBER',
      { ak905: '6' },
    ],
    ['GS07 other', replaced('*7*X*', '*7*T*'), 'X12-GS07-AGENCY', { ta1: '024' }],
    ['GS08 empty', replaced('*X*005010X222A1', '*X'), 'X12-GS08-VERSION', { ak905: '2' }],
  ])('%s', (_, input, code, acknowledgment) => {
    const reading = everyCut(input);
    expect(reading.codes).toEqual([code]);
    expect(reading.findings[0]!.acknowledgment).toMatchObject(acknowledgment);
    expect(reading.outcome.complete).toBe(true);
    const owner = { set: reading.sets[0]!, group: reading.groups[0]!, interchange: reading.interchanges[0]! };
    expect(owner[reading.findings[0]!.level as keyof typeof owner].findings).toEqual(reading.findings);
  });

  it.each([
    ['SE01 with leading zeros', replaced('SE*4', 'SE*0004')],
    ['GE02 padded', replaced('GE*1*7', 'GE*01*0007')],
    ['IEA02 without padding', replaced('IEA*1*000000905', 'IEA*1*905')],
    ['GS05 with hundredths', replaced('*1200*7', '*12005999*7')],
  ])('%s is right', (_, input) => expect(read(input).codes).toEqual([]));

  it('control numbers used twice', () => {
    const twice = `${isa()}${GS}${SET}${SET}GE*2*7~${GS.replace('*7*', '*007*')}GE*0*007~IEA*2*000000905~`;
    const reading = everyCut(twice);
    expect(reading.codes).toEqual(['X12-ST02-DUPLICATE', 'X12-GS06-DUPLICATE']);
    expect(reading.findings.map((f) => f.acknowledgment.ik502 ?? f.acknowledgment.ak905)).toEqual([
      '23',
      '19',
    ]);
  });

  it('the same ST02 in another group is right, and an empty group with GE01 = 0', () => {
    const second = GROUP.replaceAll('*7', '*8');
    const reading = read(`${isa()}${GROUP}${second}${GS.replace('*7*', '*9*')}GE*0*9~IEA*3*000000905~`);
    expect(reading.codes).toEqual([]);
    expect(reading.outcome).toMatchObject({ groups: 3, sets: 2 });
  });
});

describe('TA1', () => {
  const TA1 = 'TA1*000000905*250115*1200*A*000~';
  it('before groups, after them, and alone with IEA01 = 0', () => {
    expect(everyCut(`${isa()}${TA1}${GROUP}${TA1}${IEA}`)).toMatchObject({
      codes: [],
      ta1: [TA1.slice(0, -1), TA1.slice(0, -1)],
    });
    expect(everyCut(`${isa()}${TA1}IEA*0*000000905~`)).toMatchObject({ codes: [], ta1: [TA1.slice(0, -1)] });
  });

  it('inside a group it is out of place', () => {
    const reading = read(`${isa()}${GS}${TA1}${SET}GE*1*7~${IEA}`);
    expect(reading.codes).toEqual(['X12-SEGMENT-OUTSIDE-SET']);
    expect(reading.strays).toEqual([TA1.slice(0, -1)]);
  });
});

describe('missing headers and trailers', () => {
  const open = SET.replace('SE*4*0001~', '');
  it.each([
    // case, input, codes, closed: sets, groups, interchanges
    [
      'SE, next ST',
      `${isa()}${GS}${open}${SET.replaceAll('0001', '0002')}GE*2*7~${IEA}`,
      ['X12-SE-MISSING'],
      [false, true],
      [true],
      [true],
    ],
    ['SE, GE comes', `${isa()}${GS}${open}GE*1*7~${IEA}`, ['X12-SE-MISSING'], [false], [true], [true]],
    [
      'SE and GE, IEA comes',
      `${isa()}${GS}${open}${IEA}`,
      ['X12-SE-MISSING', 'X12-GE-MISSING'],
      [false],
      [false],
      [true],
    ],
    [
      'GE, next GS',
      `${isa()}${GS}${SET}${GROUP.replaceAll('*7', '*8')}IEA*2*000000905~`,
      ['X12-GE-MISSING'],
      [true, true],
      [false, true],
      [true],
    ],
    [
      'IEA, next ISA',
      `${isa()}${GROUP}${WHOLE}`,
      ['X12-IEA-MISSING'],
      [true, true],
      [true, true],
      [false, true],
    ],
    [
      'everything, next ISA',
      `${isa()}${GS}${open}${WHOLE}`,
      ['X12-IEA-MISSING'],
      [false, true],
      [false, true],
      [false, true],
    ],
    ['IEA, end of file', `${isa()}${GROUP}`, ['X12-FILE-CUT'], [true], [true], [false]],
    ['GE, end of file', `${isa()}${GS}${SET}`, ['X12-FILE-CUT'], [true], [false], [false]],
    ['SE, end of file', `${isa()}${GS}${open}`, ['X12-FILE-CUT'], [false], [false], [false]],
    ['all but the ISA', isa(), ['X12-FILE-CUT'], [], [], [false]],
    ['GS', `${isa()}${SET}IEA*0*000000905~`, ['X12-GS-MISSING'], [true], [false], [true]],
    ['ST', `${isa()}${GS}CLM*A*1~CLM*B*1~GE*0*7~${IEA}`, ['X12-SEGMENT-OUTSIDE-SET'], [], [true], [true]],
    ['GS and ST', `${isa()}CLM*A*1~CLM*B*1~IEA*0*000000905~`, ['X12-SEGMENT-OUTSIDE-GROUP'], [], [], [true]],
  ])('%s', (_, input, codes, sets, groups, interchanges) => {
    const reading = everyCut(input);
    expect(reading.codes).toEqual(codes);
    expect(reading.sets.map((set) => set.closed)).toEqual(sets);
    expect(reading.groups.map((group) => group.closed)).toEqual(groups);
    expect(reading.interchanges.map((interchange) => interchange.closed)).toEqual(interchanges);
    expect(reading.outcome.complete).toBe(!interchanges.includes(false));
    expect(reading.events.filter((event) => /^(st|gs|isa) /.test(event))).toHaveLength(
      reading.events.filter((event) => /^(se|ge|iea) /.test(event)).length,
    );
  });

  it('a file cut anywhere inside is TA1 023, or has no ISA; what was read is not lost', () => {
    for (let length = 1; length < WHOLE.length - 1; length += 1) {
      const reading = read(WHOLE.slice(0, length));
      expect(reading.outcome.complete).toBe(false);
      const code = length < 106 ? (length < 4 ? 'X12-ISA-NOT-FOUND' : 'X12-ISA-UNREADABLE') : 'X12-FILE-CUT';
      expect(reading.codes).toEqual([code]);
      if (code === 'X12-FILE-CUT') {
        expect(reading.findings[0]).toMatchObject({ level: 'interchange', acknowledgment: { ta1: '023' } });
        expect(reading.findings[0]!.place.offsetBytes).toBe(length);
        expect(reading.interchanges[0]!.lengthBytes).toBe(length);
      }
    }
  });

  it('half a segment at the end is a stray, no segment of the set', () => {
    const reading = everyCut(WHOLE.slice(0, WHOLE.indexOf('150') + 1));
    expect(reading.segments).toHaveLength(2);
    expect(reading.strays).toEqual(['CLM*A1*1']);
  });
});

describe('limits', () => {
  it('a segment too long: the set is refused, the others go on', () => {
    const long = SET.replace('CLM*A1', `CLM*${'9'.repeat(70_000)}`);
    const reading = everyCut(`${isa()}${GS}${long}${SET.replaceAll('0001', '0002')}GE*2*7~${IEA}`);
    expect(reading.codes).toEqual(['X12-SEGMENT-TOO-LONG']);
    expect(reading.findings[0]).toMatchObject({ level: 'set', severity: 'reject' });
    expect(reading.findings[0]!.place).toMatchObject({
      set: '0001',
      segmentOrdinal: 3,
      segmentId: 'CLM',
      lengthBytes: 70_008,
    });
    expect(reading.sets.map((set) => set.segmentCount)).toEqual([4, 4]);
    expect(reading.sets.map((set) => set.findings.length)).toEqual([1, 0]);
  });

  it('a segment of 20,000 bytes is read', () => {
    const long = WHOLE.replace('CLM*A1', `CLM*${'9'.repeat(20_000)}`);
    expect(everyCut(long).segments[2]).toHaveLength(20_008);
  });

  it('too many elements', () => {
    const reading = everyCut(WHOLE.replace('CLM*A1*150', `CLM${'*1'.repeat(251)}`));
    expect(reading.codes).toEqual(['X12-SEGMENT-TOO-MANY-ELEMENTS']);
    expect(reading.sets[0]!.segmentCount).toBe(4);
  });

  it('too long outside a set refuses the interchange', () => {
    const reading = everyCut(`${isa()}${'X'.repeat(70_000)}~${GROUP}${IEA}`);
    expect(reading.codes).toEqual(['X12-SEGMENT-TOO-LONG']);
    expect(reading.findings[0]!.level).toBe('interchange');
    expect(reading.interchanges[0]!.refused).toBe(true);
  });

  it('findings: the rest is counted, not kept, and the interchange refused', () => {
    const limits = { ...DEFAULT_LIMITS, findingsPerFile: 3 };
    const reading = read(WHOLE.replace('CLM*A1*150', 'LX~LX~LX~LX~LX'), 65_536, limits);
    expect(reading.codes).toEqual([
      'X12-SEGMENT-NO-DATA',
      'X12-SEGMENT-NO-DATA',
      'X12-SEGMENT-NO-DATA',
      'X12-FINDINGS-LIMIT',
    ]);
    expect(reading.outcome.findings).toBe(6);
    expect(reading.interchanges[0]!.refused).toBe(true);
  });

  it('sets and groups beyond what the trailers can declare', () => {
    const limits = { ...DEFAULT_LIMITS, setsPerGroup: 1, groupsPerInterchange: 1 };
    const two = `${GS}${SET}${SET.replaceAll('0001', '0002')}GE*2*7~`;
    const reading = read(`${isa()}${two}${GROUP.replaceAll('*7', '*8')}IEA*2*000000905~`, 65_536, limits);
    expect(reading.codes).toEqual(['X12-SETS-LIMIT', 'X12-GROUPS-LIMIT']);
  });
});
