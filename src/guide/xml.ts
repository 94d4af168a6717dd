import { createRequire } from 'node:module';
import { Fault } from '../x12/fault.ts';

/** One element of a specification file, in document order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside, trimmed, entities decoded. */
  readonly text: string;
  /** Line of the opening tag, from 1. */
  readonly line: number;
}

const require = createRequire(import.meta.url);
let parts: typeof import('fast-xml-parser') | undefined;

/** Loaded when a file is parsed: most commands find every file of `specs/` as the build kept it. */
function fastXml(): typeof import('fast-xml-parser') {
  return (parts ??= require('fast-xml-parser') as typeof import('fast-xml-parser'));
}

/** The largest guide is 0.15 MB; a code set of 100,000 rows stays under this. */
export const XML_SIZE_BYTES = 10 * 1024 * 1024;
const XML_NESTED_ELEMENTS = 100;
const ATTRIBUTES = ':@';
const TEXT = '#text';

/**
 * Reads one XML specification file. Declarations of types and entities are refused before anything is parsed
 * (entity expansion, external references), the five predefined entities are decoded here, values stay text.
 *
 * @param text the whole file, decoded
 * @param fileName used in faults only
 * @throws Fault `XML-TOO-LARGE`, `XML-DECLARATION`, `XML-SYNTAX`, `XML-ENTITY`
 */
export function readXml(text: string, fileName: string): XmlElement {
  if (Buffer.byteLength(text) > XML_SIZE_BYTES) {
    throw xmlFault('XML-TOO-LARGE', fileName, 1, `is larger than ${XML_SIZE_BYTES} bytes`, 'Split the file.');
  }
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const declaration = /<!\s*(DOCTYPE|ENTITY)/i.exec(source);
  if (declaration !== null) {
    const line = new LineCounter(source).lineAt(declaration.index);
    throw xmlFault('XML-DECLARATION', fileName, line, 'declares a document type', 'Remove the declaration.');
  }
  const valid = fastXml().XMLValidator.validate(source);
  if (valid !== true) {
    const hint = 'Correct the XML at this line.';
    throw xmlFault('XML-SYNTAX', fileName, valid.err.line, valid.err.msg, hint);
  }
  const lines = new LineCounter(source);
  const elements = parse(source, fileName).flatMap((node) => elementOf(node, lines, fileName));
  const root = elements[0];
  if (root === undefined || elements.length !== 1) {
    throw xmlFault('XML-SYNTAX', fileName, 1, 'has not exactly one root element', 'Keep one root element.');
  }
  return root;
}

type OrderedNode = Readonly<Record<string, unknown>>;

function parse(source: string, fileName: string): readonly OrderedNode[] {
  const parser = new (fastXml().XMLParser)({
    preserveOrder: true,
    captureMetaData: true,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    maxNestedTags: XML_NESTED_ELEMENTS,
    strictReservedNames: true,
  });
  try {
    return parser.parse(source) as readonly OrderedNode[];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'cannot be parsed';
    throw xmlFault('XML-SYNTAX', fileName, 1, reason, 'Correct the XML.', cause);
  }
}

function elementOf(node: OrderedNode, lines: LineCounter, fileName: string): XmlElement[] {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT);
  if (name === undefined) return [];
  const start = startOf(node);
  const line = start === undefined ? 1 : lines.lineAt(start);
  const content = node[name] as readonly OrderedNode[];
  const given = (node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>;
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries(given)) attributes.set(key, decode(value, fileName, line));
  const text = content.map((part) => (typeof part[TEXT] === 'string' ? part[TEXT] : '')).join('');
  const children = content.flatMap((part) => elementOf(part, lines, fileName));
  return [{ name, attributes, children, text: decode(text, fileName, line).trim(), line }];
}

function startOf(node: OrderedNode): number | undefined {
  const meta = (node as Readonly<Record<symbol, unknown>>)[fastXml().XMLParser.getMetaDataSymbol() as symbol];
  return (meta as { readonly startIndex?: number } | undefined)?.startIndex;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(value: string, fileName: string, line: number): string {
  if (!value.includes('&')) return value;
  return value.replace(/&([^;]*);?/g, (_, name: string) => {
    const character = ENTITIES.get(name);
    if (character === undefined) {
      throw xmlFault(
        'XML-ENTITY',
        fileName,
        line,
        'uses an entity other than the five of XML',
        'Write the character.',
      );
    }
    return character;
  });
}

/** Counts lines once over a file: offsets are asked for in ascending order. */
class LineCounter {
  readonly #source: string;
  #counted = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  lineAt(index: number): number {
    for (;;) {
      const feed = this.#source.indexOf('\n', this.#counted);
      if (feed === -1 || feed >= index) return this.#line;
      this.#counted = feed + 1;
      this.#line += 1;
    }
  }
}

function xmlFault(
  code: string,
  fileName: string,
  line: number,
  what: string,
  hint: string,
  cause?: unknown,
): Fault {
  return new Fault({ code, message: `${fileName}:${line}: ${what}`, hint, exitCode: 2, cause });
}
