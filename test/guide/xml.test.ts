import { describe, expect, test } from 'vitest';
import { readXml, XML_SIZE_BYTES } from '../../src/guide/xml.ts';

test('elements come in document order with attributes, text and line', () => {
  const xml = readXml(
    '<?xml version="1.0"?>\n<!-- c -->\n<a x="01">\n  <b n="1.10"/>t &lt;1&gt;\n  <c>0139</c><b/>\n</a>\n',
    'a.xml',
  );
  expect([xml.name, xml.line, xml.attributes.get('x'), xml.text]).toEqual(['a', 3, '01', 't <1>']);
  expect(xml.children.map(({ name, line, text }) => [name, line, text])).toEqual([
    ['b', 4, ''],
    ['c', 5, '0139'],
    ['b', 5, ''],
  ]);
  expect(xml.children[0]?.attributes.get('n')).toBe('1.10');
});

test('the five entities are decoded once, in attributes too', () => {
  expect(readXml('<a x="&quot;&amp;lt;&apos;"/>', 'a.xml').attributes.get('x')).toBe('"&lt;\'');
});

test('what just fits is read: ten megabytes, a hundred levels', () => {
  const padding = XML_SIZE_BYTES - '<a></a>'.length;
  expect(readXml(`<a>${' '.repeat(padding)}</a>`, 'a.xml').name).toBe('a');
  expect(() => readXml(`<a>${' '.repeat(padding + 1)}</a>`, 'a.xml')).toThrowError(
    expect.objectContaining({ code: 'XML-TOO-LARGE' }),
  );
  expect(readXml('<a>'.repeat(101) + '</a>'.repeat(101), 'a.xml').name).toBe('a');
});

describe('is refused with file and line', () => {
  test.each([
    ['a document type', '<a/>\n<!DOCTYPE a>', 'XML-DECLARATION', 'a.xml:2:'],
    ['a document type in small letters', '<!doctype a [<!ENTITY x "y">]><a/>', 'XML-DECLARATION', 'a.xml:1:'],
    ['an entity of its own', '<a>\n&xxe;</a>', 'XML-ENTITY', 'a.xml:1:'],
    ['a character by number', '<a>&#65;</a>', 'XML-ENTITY', 'a.xml:1:'],
    ['an unclosed element', '<a>\n<b>\n</a>', 'XML-SYNTAX', 'a.xml:'],
    ['two roots', '<a/><b/>', 'XML-SYNTAX', 'a.xml:1:'],
    ['no element', '', 'XML-SYNTAX', 'a.xml:'],
    [
      'more than a hundred levels below the root',
      '<a>'.repeat(102) + '</a>'.repeat(102),
      'XML-SYNTAX',
      'a.xml:1:',
    ],
    ['more than 10 MB', `<a>${' '.repeat(XML_SIZE_BYTES)}</a>`, 'XML-TOO-LARGE', 'a.xml:1:'],
  ])('%s', (_name, text, code, start) => {
    const message = expect.stringContaining(start);
    expect(() => readXml(text, 'a.xml')).toThrowError(
      expect.objectContaining({ code, message, exitCode: 2 }),
    );
  });
});
