import { readXml } from '../guide/xml.ts';
import type { PayerProfile, Rule, RuleStanding } from './payer-profile.ts';

/** One row of `specs/catalogue.xml`. */
export interface CatalogueRow {
  readonly id: string;
  /** The profile whose manual says it. */
  readonly profile: string;
  readonly title: string;
}

/** A source or test file of the project; paths are relative and use `/`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Where a row stands: `missing` when no profile states it. */
export interface RuleCoverage extends CatalogueRow {
  readonly standing: RuleStanding | 'missing';
  /** Profiles that state it. */
  readonly statedBy: readonly string[];
  /** Why it does not act. */
  readonly reason: string;
  /** Files that carry it out: they read its kind, or name its id. */
  readonly files: readonly string[];
  /** Test files that name it. */
  readonly tests: readonly string[];
}

/** Tests and contract suites; those of the specs themselves list ids and prove nothing, nor do fixtures and benches. */
const PROVING = /^test\/(?!reference\/).*(?:\.test|-contract)\.ts$/;
const ID = /^[A-Z]{2}-\d{2,3}$/;
const NAMED = /\b([A-Z]{2})-(\d{2,3})(?:…(?:\1-)?(\d{2,3}))?/g;

/** @throws Fault when the text is no XML */
export function readCatalogue(text: string, file: string): { rows: CatalogueRow[]; problems: string[] } {
  const root = readXml(text, file);
  const problems: string[] = [];
  const rows: CatalogueRow[] = [];
  const seen = new Set<string>();
  for (const element of root.children) {
    const of = (name: string): string => element.attributes.get(name) ?? '';
    const row = { id: of('id'), profile: of('profile'), title: of('title') };
    if (!ID.test(row.id) || row.profile === '' || row.title === '')
      problems.push(`${file}:${element.line} a row needs an id such as KP-06, a profile and a title`);
    if (seen.has(row.id)) problems.push(`${file}:${element.line} the row ${row.id} stands twice`);
    seen.add(row.id);
    rows.push(row);
  }
  return { rows, problems };
}

/** Every row of the catalogue with what states, carries out and proves it; rows that nothing states are shown too. */
export function ruleCoverage(
  rows: readonly CatalogueRow[],
  profiles: readonly PayerProfile[],
  sources: readonly SourceText[],
): RuleCoverage[] {
  const code = sources.filter(({ path }) => path.startsWith('src/'));
  const tests = sources.filter(({ path }) => PROVING.test(path));
  const namesInCode = code.map(({ path, text }) => ({ path, text, ids: idsIn(text) }));
  const namesInTests = tests.map(({ path, text }) => ({ path, ids: idsIn(text) }));
  return rows.map((row) => {
    const stated = profiles.flatMap((profile) =>
      profile.rules.filter(({ id }) => id === row.id).map((rule) => ({ profile, rule })),
    );
    const acting = stated.find(({ rule }) => rule.standing === 'acts') ?? stated[0];
    return {
      ...row,
      standing: acting?.rule.standing ?? 'missing',
      statedBy: [...new Set(stated.map(({ profile }) => profile.id))],
      reason: acting?.rule.reason ?? '',
      files: namesInCode.filter((file) => carriesOut(file, row.id, acting?.rule)).map(({ path }) => path),
      tests: namesInTests.filter(({ ids }) => ids.has(row.id)).map(({ path }) => path),
    };
  });
}

function carriesOut(
  { path, text, ids }: { readonly path: string; readonly text: string; readonly ids: ReadonlySet<string> },
  id: string,
  rule: Rule | undefined,
): boolean {
  // The list of the order and the list of kinds name every rule and carry out none.
  if (path.endsWith('/rules.ts') || path.endsWith('rule-kinds.ts') || path.endsWith('/rule-coverage.ts'))
    return false;
  return ids.has(id) || (rule !== undefined && rule.kind !== '' && text.includes(`'${rule.kind}'`));
}

/** Ids that a text names, ranges such as `KP-30…KP-33` with all between. */
function idsIn(text: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, book = '', from = '', to = from] of text.matchAll(NAMED))
    for (let number = Number(from); number <= Number(to); number++)
      ids.add(`${book}-${String(number).padStart(2, '0')}`);
  return ids;
}
