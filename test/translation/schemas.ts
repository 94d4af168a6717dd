import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FOLDER = join(import.meta.dirname, '../../specs/schemas');

const ajv = new Ajv2020({ strict: true });
for (const name of readdirSync(FOLDER).filter((each) => /^(x12-remit-|finding\.)/.test(each)))
  ajv.addSchema(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object);

/** What a document breaks of its schema; [] when it keeps to it. */
export function breaches(document: unknown, schema: string): string[] {
  const validate = ajv.getSchema(`${schema}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  if (validate(document) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
