import type { XmlElement } from '../guide/xml.ts';
import { suggestion } from './suggestion.ts';

/** What an element of a specification file may hold; anything else is a problem, not ignored. */
export interface ElementShape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: Readonly<Record<string, ChildShape>>;
}

export interface ChildShape extends ElementShape {
  readonly least: number;
  readonly most: number;
}

/** Attribute that tells elements of one name apart in a path. */
const KEYS = ['id', 'category', 'clause', 'name', 'value', 'function'];

/** `payers/91051.xml:73 payer/rule[KP-06]/disposition`, for problems. */
export function elementPath(parent: string, element: XmlElement): string {
  const key = KEYS.map((name) => element.attributes.get(name)).find(
    (value) => value !== undefined && value !== '',
  );
  return `${parent}/${element.name}${key === undefined ? '' : `[${key}]`}`;
}

/** Every unknown, missing or surplus element and attribute below `element`. */
export function checkShape(
  element: XmlElement,
  shape: ElementShape,
  file: string,
  path = element.name,
): string[] {
  const where = `${file}:${element.line} ${path}`;
  const known = [...shape.required, ...shape.optional];
  const problems: string[] = [];
  for (const name of element.attributes.keys()) {
    if (!known.includes(name))
      problems.push(`${where}: unknown attribute "${name}"${suggestion(name, known)}`);
  }
  for (const name of shape.required) {
    if (!element.attributes.has(name)) problems.push(`${where}: attribute "${name}" is missing`);
  }
  if (element.text !== '') problems.push(`${where}: holds text; its data belongs in attributes`);
  const counts = new Map<string, number>();
  for (const child of element.children) {
    const childShape = Object.hasOwn(shape.children, child.name) ? shape.children[child.name] : undefined;
    if (childShape === undefined) {
      const hint = suggestion(child.name, Object.keys(shape.children));
      problems.push(`${file}:${child.line} ${path}: unknown element "${child.name}"${hint}`);
      continue;
    }
    counts.set(child.name, (counts.get(child.name) ?? 0) + 1);
    problems.push(...checkShape(child, childShape, file, elementPath(path, child)));
  }
  for (const [name, { least, most }] of Object.entries(shape.children)) {
    const count = counts.get(name) ?? 0;
    if (count < least) problems.push(`${where}: element "${name}" is missing`);
    if (count > most) problems.push(`${where}: element "${name}" stands ${count} times, at most ${most}`);
  }
  return problems;
}
