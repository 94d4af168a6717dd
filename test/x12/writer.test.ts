import fc from 'fast-check';
import { X12Parser } from 'node-x12';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/x12/fault.ts';
import { tagOf } from '../../src/x12/segment.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import {
  CUSTOMARY_DELIMITERS,
  cleanText,
  type ElementValue,
  EnvelopeWriter,
  type GroupFields,
  type InterchangeFields,
  SegmentWriter,
} from '../../src/x12/writer.ts';
import { read } from './reading.ts';

const INTERCHANGE: InterchangeFields = {
  senderQualifier: 'ZZ',
  senderId: '91051',
  receiverQualifier: '30',
  receiverId: 'CLEARHOUSE',
  date6: '250115',
  time4: '1200',
  controlNumber: 905,
  usage: 'P',
};
const GROUP: GroupFields = {
  functionalId: 'HP',
  sender: '91051',
  receiver: 'CLEARHOUSE',
  date8: '20250115',
  time: '1200',
  controlNumber: 7,
  version: '005010X221A1',
};

function written(id: string, ...elements: ElementValue[]): string {
  const writer = new SegmentWriter();
  writer.segment(id, ...elements);
  return writer.take().toString('latin1');
}

function codeOf(act: () => void): string {
  try {
    act();
  } catch (fault) {
    return fault instanceof Fault ? fault.code : 'no fault';
  }
  return 'nothing thrown';
}

describe('SegmentWriter', () => {
  it.each<[string, ElementValue[], string]>([
    ['REF', ['D9', '123'], 'REF*D9*123~'],
    ['N3', ['1 MAIN ST', '', undefined, ''], 'N3*1 MAIN ST~'],
    ['NM1', ['PR', '2', undefined, '', '', '', '', 'PI', '91051'], 'NM1*PR*2******PI*91051~'],
    ['SVC', [['HC', '99213', '', '', ''], '150', '0'], 'SVC*HC:99213*150*0~'],
    ['SVC', [['HC', '', '25'], '150'], 'SVC*HC::25*150~'],
    ['SVC', [['', '', '25'], '150'], 'SVC*::25*150~'],
    ['SVC', [['', ''], '150', [], ['', undefined]], 'SVC**150~'],
    ['NM1', ['M\u00dcLLER'], 'NM1*M\u00dcLLER~'],
  ])('%s %j', (id, elements, text) => expect(written(id, ...elements)).toBe(text));

  it.each<[string, string, ElementValue[]]>([
    ['the element separator', 'REF', ['D9', 'A*B']],
    ['the component separator', 'REF', ['D9', 'A:B']],
    ['the repetition separator', 'REF', ['D9', 'A^B']],
    ['the terminator', 'REF', ['D9', 'A~B']],
    ['a delimiter in a component', 'SVC', [['HC', '99:213']]],
    ['a line feed', 'NTE', ['ADD', 'one\ntwo']],
    ['a NUL', 'NTE', ['ADD', 'one\0']],
    ['a character without a Latin-1 byte', 'NTE', ['ADD', '\u20ac']],
    ['no data', 'LX', []],
    ['only empty elements', 'LX', ['', undefined, ['', '']]],
    ['a lower-case id', 'ref', ['D9']],
    ['a long id', 'CLAIM', ['1']],
  ])('refuses %s', (_, id, elements) => {
    const writer = new SegmentWriter();
    writer.segment('LX', '1');
    expect(codeOf(() => writer.segment(id, ...elements))).toBe('X12-UNWRITABLE');
    writer.segment('LX', '2');
    expect(writer.take().toString('latin1')).toBe('LX*1~LX*2~');
    expect(writer.segmentCount).toBe(2);
  });

  it('says where, never what', () => {
    const writer = new SegmentWriter();
    expect(() => writer.segment('NM1', 'IL', '1', 'SECRET*NAME')).toThrow(/^NM1: Element 3 /);
    expect(() => writer.segment('NM1', 'IL', '1', 'SECRET*NAME')).not.toThrow(/SECRET|NAME/);
  });

  it('writes with other delimiters and line breaks', () => {
    const delimiters = { element: 0x7c, component: 0x3e, repetition: 0x21, terminator: 0x0a };
    const writer = new SegmentWriter(delimiters);
    writer.segment('SVC', ['HC', '1:2'], '5*~^');
    expect(writer.take().toString('latin1')).toBe('SVC|HC>1:2|5*~^\n');
    const lines = new SegmentWriter(CUSTOMARY_DELIMITERS, { lineBreaks: true });
    lines.segment('LX', '1');
    lines.segment('LX', '2');
    expect(lines.take().toString('latin1')).toBe('LX*1~\nLX*2~\n');
  });

  it('grows, and gives what was written piece by piece', () => {
    const writer = new SegmentWriter();
    const taken: Buffer[] = [];
    for (let n = 0; n < 20_000; n += 1) {
      writer.segment('REF', 'D9', 'x'.repeat(n % 90));
      if (n % 7000 === 0) taken.push(writer.take());
    }
    taken.push(writer.take());
    const all = Buffer.concat(taken);
    expect(all.length).toBe(writer.lengthBytes);
    expect(all.toString('latin1').split('~')).toHaveLength(20_001);
  });

  it('passes bytes on as they came', () => {
    const writer = new SegmentWriter();
    writer.raw(Buffer.from('N3*A**'));
    expect(writer.take().toString('latin1')).toBe('N3*A**~');
    expect(codeOf(() => writer.raw(Buffer.from('N3*A~N4*B')))).toBe('X12-UNWRITABLE');
  });

  it('reads back as it was written', () => {
    const value = fc.stringMatching(/^[A-Z0-9 .,'-]{0,8}$/);
    const element = fc.oneof(value, fc.constant(undefined), fc.array(value, { maxLength: 4 }));
    const segment = fc.tuple(
      fc.constantFrom('REF', 'N1', 'CLP'),
      fc.array(element, { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 12 }), (segments) => {
        const writer = new SegmentWriter();
        const kept = segments.filter(
          ([id, elements]) => codeOf(() => writer.segment(id, ...elements)) === 'nothing thrown',
        );
        const expected = kept.map(([, elements]) => elements.map((e) => componentsOf(e)));
        const found: string[][][] = [];
        const tokenizer = new Tokenizer(
          (s) => {
            const { elementCount } = s;
            expect(s.isPresent(elementCount)).toBe(true);
            const kept = expected[found.length]!;
            expect(s.tag).toBe(tagOf(s.id));
            found.push(kept.map((components, e) => components.map((_, c) => s.component(e + 1, c + 1))));
          },
          { delimiters: CUSTOMARY_DELIMITERS },
        );
        tokenizer.push(writer.take());
        tokenizer.end();
        expect(found).toEqual(expected);
      }),
    );
  });
});

function componentsOf(element: ElementValue): string[] {
  if (element === undefined) return [''];
  return typeof element === 'string' ? [element] : element.map((component) => component ?? '');
}

describe('EnvelopeWriter', () => {
  function sample(writer = new EnvelopeWriter()): Buffer {
    writer.beginInterchange(INTERCHANGE);
    writer.ta1({ controlNumber: '905', date6: '250114', time4: '0800', status: 'A', note: '000' });
    writer.beginGroup(GROUP);
    for (const amount of ['150', '14.5']) {
      writer.beginSet('835');
      writer.segment('BPR', 'I', amount, 'C', 'CHK');
      writer.segment('TRN', '1', '12345', '1911234567');
      writer.endSet();
    }
    writer.endGroup();
    writer.beginGroup({ ...GROUP, controlNumber: 8 });
    writer.beginSet('835', undefined, '900001');
    writer.segment('LX', '1');
    return writer.end();
  }

  it('counts segments, sets and groups', () => {
    expect(sample().toString('latin1').split('~')).toEqual([
      'ISA*00*          *00*          *ZZ*91051          *30*CLEARHOUSE     *250115*1200*^*00501*000000905*0*P*:',
      'TA1*000000905*250114*0800*A*000',
      'GS*HP*91051*CLEARHOUSE*20250115*1200*7*X*005010X221A1',
      'ST*835*0001',
      'BPR*I*150*C*CHK',
      'TRN*1*12345*1911234567',
      'SE*4*0001',
      'ST*835*0002',
      'BPR*I*14.5*C*CHK',
      'TRN*1*12345*1911234567',
      'SE*4*0002',
      'GE*2*7',
      'GS*HP*91051*CLEARHOUSE*20250115*1200*8*X*005010X221A1',
      'ST*835*900001',
      'LX*1',
      'SE*3*900001',
      'GE*1*8',
      'IEA*2*000000905',
      '',
    ]);
  });

  it.each([
    ['customary', CUSTOMARY_DELIMITERS, false],
    ['with line breaks', CUSTOMARY_DELIMITERS, true],
    ['others', { element: 0x7c, component: 0x3e, repetition: 0x21, terminator: 0x0a }, false],
    ['no repetition separator', { element: 0x2a, component: 0x3e, repetition: 0, terminator: 0x7e }, false],
  ])('reads back without a finding: %s', (name, delimiters, lineBreaks) => {
    const reading = read(sample(new EnvelopeWriter(delimiters, { lineBreaks })));
    expect(reading.codes).toEqual(name === 'no repetition separator' ? ['X12-ISA11-REPETITION'] : []);
    expect(reading.outcome).toMatchObject({ interchanges: 1, groups: 2, sets: 3, complete: true });
    expect(reading.interchanges[0]!.delimiters).toEqual(delimiters);
    expect(reading.ta1).toHaveLength(1);
  });

  it('another reader agrees', () => {
    const writer = new EnvelopeWriter();
    writer.beginInterchange(INTERCHANGE);
    writer.beginGroup(GROUP);
    writer.beginSet('835', '005010X221A1');
    writer.segment('SVC', ['HC', '99213'], '150', '14.5');
    const text = writer.end().toString('latin1');
    const parsed = new X12Parser(true).parse(text);
    expect(parsed.toString()).toBe(text);
  });

  it('writes several interchanges, each with its own counts', () => {
    const writer = new EnvelopeWriter();
    for (const controlNumber of [1, 999_999_999]) {
      writer.beginInterchange({ ...INTERCHANGE, controlNumber, acknowledgmentRequested: true, usage: 'T' });
      writer.beginGroup(GROUP);
      writer.beginSet('835');
      writer.segment('LX', '1');
      expect(writer.setSegmentCount).toBe(2);
      writer.endSet();
      writer.endGroup();
      writer.endInterchange();
    }
    const reading = read(writer.take());
    expect(reading.codes).toEqual([]);
    expect(reading.interchanges.map((i) => i.isa.slice(12, 15))).toEqual([
      ['000000001', '1', 'T'],
      ['999999999', '1', 'T'],
    ]);
  });

  it.each<[string, (writer: EnvelopeWriter) => void]>([
    ['a sender of 16 characters', (w) => w.beginInterchange({ ...INTERCHANGE, senderId: 'X'.repeat(16) })],
    ['a blank receiver', (w) => w.beginInterchange({ ...INTERCHANGE, receiverId: '  ' })],
    ['a delimiter in the sender', (w) => w.beginInterchange({ ...INTERCHANGE, senderId: 'A*B' })],
    ['a control number of 0', (w) => w.beginInterchange({ ...INTERCHANGE, controlNumber: 0 })],
    ['a control number of ten digits', (w) => w.beginInterchange({ ...INTERCHANGE, controlNumber: 1e9 })],
    ['a date of eight digits in ISA09', (w) => w.beginInterchange({ ...INTERCHANGE, date6: '20250115' })],
    [
      'a group version of 13 characters',
      (w) => {
        w.beginInterchange(INTERCHANGE);
        w.beginGroup({ ...GROUP, version: '005010X221A12' });
      },
    ],
    [
      'a set number of three characters',
      (w) => {
        w.beginInterchange(INTERCHANGE);
        w.beginGroup(GROUP);
        w.beginSet('835', undefined, '001');
      },
    ],
  ])('refuses %s', (_, act) => expect(codeOf(() => act(new EnvelopeWriter()))).toBe('X12-UNWRITABLE'));

  it('asserts the order of the envelope', () => {
    expect(() => new EnvelopeWriter().segment('LX', '1')).toThrow(/out of order/);
    expect(() => new EnvelopeWriter().beginGroup(GROUP)).toThrow(/out of order/);
    expect(() => new EnvelopeWriter().endSet()).toThrow(/out of order/);
  });
});

describe('cleanText', () => {
  it.each([
    ['SMITH*JONES', 'SMITH JONES'],
    ['A:B^C~D', 'A B C D'],
    ['  two   spaces ', 'two spaces'],
    ['line\r\nbreak\t', 'line break'],
    ['M\u00dcLLER \u20ac', 'M\u00dcLLER'],
    ['***', ''],
  ])('%j becomes %j', (value, clean) => expect(cleanText(value, CUSTOMARY_DELIMITERS)).toBe(clean));

  it('makes anything writable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const clean = cleanText(value, CUSTOMARY_DELIMITERS);
        expect(codeOf(() => new SegmentWriter().segment('NTE', 'ADD', clean))).toBe('nothing thrown');
        expect(cleanText(clean, CUSTOMARY_DELIMITERS)).toBe(clean);
      }),
    );
  });
});
