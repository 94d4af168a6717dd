import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readXml, type XmlElement } from './xml.ts';

// Parsing the XML of `specs/` takes longer than most commands run. The build keeps what it says, each file under the
// SHA-256 of its source: a source that was edited has another, and is read as it stands.

const FOLDER = new URL('../../dist/specs/', import.meta.url);

/** A specification file as it stands in its folder. */
export interface SpecSource {
  readonly name: string;
  readonly text: string;
}

/** Name, line, text, attributes, children. */
type KeptElement = readonly [
  string,
  number,
  string,
  Readonly<Record<string, string>>,
  readonly KeptElement[],
];

/**
 * What {@link readXml} reads, from the kept form where the build has seen the same text.
 *
 * @throws Fault those of `readXml`
 */
export function readSpecXml(text: string, fileName: string): XmlElement {
  const path = pathOf(text);
  if (!existsSync(path)) return readXml(text, fileName);
  const kept = readFileSync(path, 'utf8');
  const feed = kept.indexOf('\n');
  const [name, line, content, attributes] = JSON.parse(kept.slice(0, feed)) as KeptElement;
  let children: readonly XmlElement[] | undefined;
  return {
    ...{ name, line, text: content, attributes: new Map(Object.entries(attributes)) },
    // Of most guides nothing but the root is asked for.
    get children() {
      children ??= (JSON.parse(kept.slice(feed)) as readonly KeptElement[]).map(revived);
      return children;
    },
  };
}

/** Keeps what one source says; for the build. */
export function keepXml({ name, text }: SpecSource): void {
  const [id, line, content, attributes, children] = packed(readXml(text, name));
  const root = JSON.stringify([id, line, content, attributes]);
  keep(text, `${root}\n${JSON.stringify(children)}\n`);
}

/** True when the build has compiled just these sources together: nothing in them needs looking for before it is used. */
export function wereCompiled(sources: readonly SpecSource[]): boolean {
  return existsSync(pathOf(keyOf(sources)));
}

/** For the build, once they are compiled. */
export function keepCompiled(sources: readonly SpecSource[]): void {
  keep(keyOf(sources), `${JSON.stringify(sources.map(({ name }) => name))}\n`);
}

function keyOf(sources: readonly SpecSource[]): string {
  return JSON.stringify(sources.map(({ name, text }) => [name, hash('sha256', text)]));
}

function pathOf(source: string): URL {
  return new URL(`${hash('sha256', source)}.json`, FOLDER);
}

function keep(source: string, form: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(pathOf(source), form);
}

function packed({ name, line, text, attributes, children }: XmlElement): KeptElement {
  return [name, line, text, Object.fromEntries(attributes), children.map(packed)];
}

function revived([name, line, text, attributes, children]: KeptElement): XmlElement {
  return {
    name,
    line,
    text,
    attributes: new Map(Object.entries(attributes)),
    children: children.map(revived),
  };
}
