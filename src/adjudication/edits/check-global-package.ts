import type { GlobalService } from '../global-service.ts';
import { globalRule, globalServiceOf, isInPackage } from '../pricing/global-package.ts';
import { denyLine, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/**
 * KP-41: services within the global period of a procedure on the same claim are in its price. What reaches over from
 * other claims is judged when the claim is settled, from the services noted here.
 */
export function checkGlobalPackage(sheet: Worksheet): void {
  if (sheet.claim.part.kind !== 'professional') return;
  const rule = globalRule(sheet);
  if (!rule) return;
  const found: { readonly line: WorksheetLine; readonly service: GlobalService }[] = [];
  for (const line of sheet.lines) {
    const service = globalServiceOf(sheet, line, rule);
    if (service) found.push({ line, service });
  }
  sheet.globalServices = found.map(({ service }) => service);
  if (found.length < 2) return;
  // By day: a procedure that an earlier one takes in packages nothing itself.
  const surgeries = found
    .filter(({ service }) => service.packageTo !== '')
    .sort((left, right) =>
      left.service.day < right.service.day ? -1 : left.service.day > right.service.day ? 1 : 0,
    );
  for (const surgery of surgeries) {
    if (surgery.line.isDenied) continue;
    for (const each of found) {
      if (each === surgery || each.line.isDenied || !isInPackage(each.service, surgery.service, rule))
        continue;
      denyLine(sheet, each.line, rule, 'global', `within the global period of line ${surgery.line.ordinal}`);
    }
  }
}
