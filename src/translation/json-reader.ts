import { Fault } from '../x12/fault.ts';
import { JSON_DEPTH, JSON_ITEMS, JSON_TOKEN_LENGTH } from './limits.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

interface Frame {
  readonly value: JsonValue[] | JsonObject;
  /** Of an object: the key whose value comes next. */
  key: string;
  /** Whether `value` is the object or list of another frame's object, and so kept. */
  readonly isMember: boolean;
}

/** What may come next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings hold none
const STRING = /"((?:[^"\\\u0000-\u001f]|\\.)*)"/y;
const LITERAL = /[-+.0-9A-Za-z]+/y;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads JSON texts that come in pieces, one after the other or one a line, and tells each object when it is complete.
 * An object that stands in a list is told and forgotten; one that is the value of a key stays with its object. So
 * memory does not grow with a long list.
 */
export class JsonReader {
  readonly #onObject: (object: JsonObject) => void;
  readonly #stack: Frame[] = [];
  #expected: Expected = 'value';
  #text = '';
  #index = 0;
  /** Code units before `#text`. */
  #before = 0;
  #line = 1;
  #ended = false;

  constructor(onObject: (object: JsonObject) => void) {
    this.#onObject = onObject;
  }

  /** Code units read so far: about where the object told ends. */
  get offset(): number {
    return this.#before + this.#index;
  }

  /** From 1, as far as whole pieces have been read. */
  get line(): number {
    return this.#line;
  }

  /** @throws Fault `TRANSLATE-JSON` */
  push(piece: string): void {
    this.#text = this.#text.slice(this.#index) + piece;
    this.#before += this.#index;
    this.#index = 0;
    this.#run();
  }

  /** @throws Fault `TRANSLATE-JSON` when the text ends inside a value */
  end(): void {
    this.#ended = true;
    this.#run();
    if (this.#stack.length > 0 || this.#index < this.#text.length) {
      throw this.#fault('ends in the middle of a value');
    }
  }

  #run(): void {
    for (;;) {
      this.#skipSpace();
      if (this.#index >= this.#text.length) return;
      const character = this.#text[this.#index]!;
      switch (character) {
        case '{':
        case '[':
          this.#expectValue();
          this.#index += 1;
          this.#open(character === '{' ? {} : []);
          break;
        case '}':
        case ']':
          this.#close(character);
          break;
        case ',':
          this.#expect('comma or end');
          this.#index += 1;
          this.#expected = Array.isArray(this.#stack.at(-1)?.value) ? 'value' : 'key';
          break;
        case ':':
          this.#expect('colon');
          this.#index += 1;
          this.#expected = 'value';
          break;
        case '"': {
          const text = this.#string();
          if (text === undefined) return;
          if (this.#expected === 'key' || this.#expected === 'key or end') {
            this.#stack.at(-1)!.key = text;
            this.#expected = 'colon';
          } else this.#take(text);
          break;
        }
        default: {
          const value = this.#literal();
          if (value === undefined) return;
          this.#take(value);
        }
      }
    }
  }

  #skipSpace(): void {
    const from = this.#index;
    SPACE.lastIndex = from;
    SPACE.test(this.#text);
    this.#index = SPACE.lastIndex;
    for (let at = from; at < this.#index; at += 1) if (this.#text.charCodeAt(at) === 0x0a) this.#line += 1;
  }

  /** undefined: its end has not come yet. */
  #string(): string | undefined {
    STRING.lastIndex = this.#index;
    const match = STRING.exec(this.#text);
    if (match === null) {
      if (!this.#ended && this.#text.length - this.#index <= JSON_TOKEN_LENGTH) return undefined;
      throw this.#fault('has a text without an end, or one that is too long');
    }
    this.#index = STRING.lastIndex;
    const text = match[1]!;
    if (!text.includes('\\')) return text;
    try {
      return JSON.parse(match[0]) as string;
    } catch {
      throw this.#fault('has an escape that JSON does not know');
    }
  }

  #literal(): number | boolean | null | undefined {
    LITERAL.lastIndex = this.#index;
    const match = LITERAL.exec(this.#text);
    if (match === null) throw this.#fault('has a character that belongs nowhere');
    const [text] = match;
    if (LITERAL.lastIndex === this.#text.length && !this.#ended) {
      if (text.length > JSON_TOKEN_LENGTH) throw this.#fault('has a number that is too long');
      return undefined;
    }
    this.#index = LITERAL.lastIndex;
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text === 'null') return null;
    if (NUMBER.test(text)) return Number(text);
    throw this.#fault('has a word that is no value');
  }

  #open(value: JsonValue[] | JsonObject): void {
    const parent = this.#stack.at(-1);
    const isMember = parent !== undefined && (!Array.isArray(parent.value) || Array.isArray(value));
    if (isMember) this.#attach(value);
    if (this.#stack.length >= JSON_DEPTH) throw this.#fault('is nested too deep');
    this.#stack.push({ value, key: '', isMember });
    this.#expected = Array.isArray(value) ? 'value or end' : 'key or end';
  }

  #close(character: '}' | ']'): void {
    const frame = this.#stack.at(-1);
    const fits = frame !== undefined && Array.isArray(frame.value) === (character === ']');
    const mayEnd = this.#expected === 'comma or end' || this.#expected.endsWith('or end');
    if (!fits || !mayEnd) throw this.#fault('closes what is not open');
    this.#stack.pop();
    this.#index += 1;
    this.#expected = this.#stack.length === 0 ? 'value' : 'comma or end';
    if (!Array.isArray(frame.value)) this.#onObject(frame.value);
  }

  #take(value: JsonValue): void {
    this.#expectValue();
    if (this.#stack.length > 0) this.#attach(value);
    this.#expected = this.#stack.length === 0 ? 'value' : 'comma or end';
  }

  #attach(value: JsonValue): void {
    const frame = this.#stack.at(-1)!;
    if (Array.isArray(frame.value)) {
      if (frame.value.length >= JSON_ITEMS) throw this.#fault('has a list of plain values that is too long');
      frame.value.push(value);
    } else if (frame.key !== '__proto__') frame.value[frame.key] = value;
  }

  #expectValue(): void {
    if (this.#expected !== 'value' && this.#expected !== 'value or end') {
      throw this.#fault('has a value where none belongs');
    }
  }

  #expect(expected: Expected): void {
    if (this.#expected !== expected || this.#stack.length === 0) {
      throw this.#fault('has a comma or colon where none belongs');
    }
  }

  #fault(what: string): Fault {
    return new Fault({
      code: 'TRANSLATE-JSON',
      message: `The document ${what}: line ${this.#line}, character ${this.offset}.`,
      hint: 'The input has to be JSON as `remit translate --to json` writes it, or JSON lines.',
      exitCode: 2,
    });
  }
}
