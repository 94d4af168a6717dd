import { checkProfile } from './check-profile.ts';
import type { Sourced, SpecsReading } from './read-specs.ts';
import { suggestion } from './suggestion.ts';

/** What is wrong between the files of a specs folder, and inside each profile beyond its form. */
export function checkReading({ profiles, partners }: SpecsReading): string[] {
  const problems = profiles.flatMap(({ file, value }) => checkProfile(value, file));
  const all = <T>(sources: readonly Sourced<T>[], names: (value: T) => readonly string[]): string[] =>
    repeated(sources.flatMap(({ file, value }) => names(value).map((name) => ({ file, name }))));
  const profileIds = profiles.map(({ value }) => value.id);
  problems.push(...all(profiles, ({ id }) => [id]).map((where) => `${where} payer id stands twice`));
  problems.push(
    ...all(profiles, ({ payerIds }) => payerIds).map((where) => `${where} is another profile's too`),
  );
  problems.push(
    ...all(profiles, ({ plans }) => plans.map(({ id }) => id)).map(
      (where) => `${where} plan id stands twice`,
    ),
  );
  problems.push(...all(partners, ({ id }) => [id]).map((where) => `${where} partner id stands twice`));
  problems.push(
    ...all(partners, ({ qualifier, interchangeId, applicationId, usage }) => [
      `sender ${qualifier}/${interchangeId}/${applicationId}/${usage}`,
    ]).map((where) => `${where} is another partner's too`),
  );
  for (const { file, value } of partners) {
    for (const id of value.payers) {
      if (!profileIds.includes(id)) {
        problems.push(`${file} partner/payers: no payer profile "${id}"${suggestion(id, profileIds)}`);
      }
    }
  }
  return problems;
}

function repeated(named: readonly { readonly file: string; readonly name: string }[]): string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { file, name } of named) {
    if (seen.has(name)) problems.push(`${file}: ${name}`);
    seen.add(name);
  }
  return problems;
}
