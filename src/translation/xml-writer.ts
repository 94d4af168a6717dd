import { XMLBuilder } from 'fast-xml-parser';
import type { Finding } from '../x12/finding.ts';
import type { ElementContent, Repetition, TranslatedSegment } from './element-content.ts';
import { elementKey } from './json-text.ts';
import type { TextSink } from './text-sink.ts';
import type { ContainerKind, Members, TreeWriter } from './tree-writer.ts';

const ATTRIBUTE = '@';
const TEXT = '#text';
/** Where the inside of a container will stand; no value can hold it, being beyond Latin-1. */
const INSIDE = '\u2042';
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows no other control characters
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
/** U+FFFD stands for a character that cannot. */
const REPLACEMENT = '\ufffd';

/** Element names of lists in the business views: `<lines><line>…`. */
const SINGULAR: Readonly<Record<string, string>> = Object.freeze({
  adjudications: 'adjudication',
  addressLines: 'addressLine',
  references: 'reference',
  quantities: 'quantity',
});

/** One XML document, each piece of it built by fast-xml-parser's builder. */
export class XmlWriter implements TreeWriter {
  readonly #sink: TextSink;
  readonly #onCharacter: () => void;
  readonly #builder = new XMLBuilder({
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    ignoreAttributes: false,
    suppressEmptyNode: true,
    processEntities: true,
  });
  /** Closing tags of what is open. */
  readonly #closing: string[] = [];

  /** @param onCharacter a value held a character that XML does not allow */
  constructor(sink: TextSink, format: string, version: number, onCharacter: () => void) {
    this.#sink = sink;
    this.#onCharacter = onCharacter;
    sink.write('<?xml version="1.0" encoding="UTF-8"?>\n');
    this.#begin('x12', { format, version });
  }

  open(kind: ContainerKind, members: Members): void {
    this.#begin(kind, members);
  }

  segment({ id, name, elements, elementNames, placed }: TranslatedSegment): void {
    const element = elements.flatMap((content, index) => {
      if (content === '') return [];
      const elementName = elementNames?.[index] ?? '';
      return [
        {
          '@ref': this.#clean(elementKey(id, index + 1)),
          ...(elementName === '' ? {} : { '@name': elementName }),
          ...this.#content(content),
        },
      ];
    });
    const node = {
      '@id': this.#clean(id),
      ...(name === '' ? {} : { '@name': name }),
      ...(placed ? {} : { '@placed': 'false' }),
      element,
    };
    this.#write({ segment: node });
  }

  record(kind: string, value: Members): void {
    this.#write({ [kind]: this.#node(value) });
  }

  close(members: Members = {}): void {
    for (const [key, value] of Object.entries(members)) this.#write({ [key]: this.#value(key, value) });
    this.#sink.write(`${this.#closing.pop() ?? ''}\n`);
  }

  unit(): void {}

  end(findings: readonly Finding[]): void {
    for (const finding of findings) this.record('finding', finding as unknown as Members);
    while (this.#closing.length > 0) this.close();
  }

  /** Plain members are attributes, the others elements of their own. */
  #begin(tag: string, members: Members): void {
    const attributes: Record<string, unknown> = {};
    const inner: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(members)) {
      if (typeof value === 'object' && value !== null) inner[key] = this.#value(key, value);
      else attributes[`${ATTRIBUTE}${key}`] = this.#clean(String(value));
    }
    const [begin = '', end = ''] = this.#build({ [tag]: { ...attributes, [TEXT]: INSIDE } }).split(INSIDE);
    this.#sink.write(`${begin}\n`);
    this.#closing.push(end);
    if (Object.keys(inner).length > 0) this.#write(inner);
  }

  #content(content: ElementContent): Record<string, unknown> {
    if (typeof content === 'string') return { [TEXT]: this.#clean(content) };
    if ('repetitions' in content) return { repetition: content.repetitions.map((part) => this.#part(part)) };
    return this.#part(content);
  }

  #part(part: Repetition): Record<string, unknown> {
    if (typeof part === 'string') return { [TEXT]: this.#clean(part) };
    return { component: part.map((text) => ({ [TEXT]: this.#clean(text) })) };
  }

  #node(value: Members): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.#value(key, member)]));
  }

  #value(key: string, value: unknown): unknown {
    if (Array.isArray(value)) {
      const singular = SINGULAR[key] ?? (key.endsWith('s') ? key.slice(0, -1) : 'item');
      return { [singular]: value.map((item) => this.#value('', item)) };
    }
    if (typeof value === 'object' && value !== null) return this.#node(value as Members);
    return this.#clean(String(value));
  }

  #clean(text: string): string {
    if (text.search(FORBIDDEN) < 0) return text;
    this.#onCharacter();
    return text.replace(FORBIDDEN, REPLACEMENT);
  }

  #write(node: Members): void {
    this.#sink.write(`${this.#build(node)}\n`);
  }

  #build(node: Members): string {
    return this.#builder.build(node);
  }
}
