/**
 * Packs the library, installs the tarball into an empty folder and uses it from there, as JavaScript and, type-checked,
 * as TypeScript. Needs `npm run build` before and a registry for the dependencies, so it is a script and no test:
 *
 *   node test/library/packed.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf } from '../translation/files.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'remit-packed-'));
const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const PROGRAM = `import { type Claim, readClaims, readRemittances, validate, writeRemittance } from 'x12-remit';
let cents = 0;
for await (const claim of readClaims('claims.x12')) cents += (claim satisfies Claim).chargeCents ?? 0;
const { outcome } = await validate('claims.x12', { receivedDate: '20260115' });
const remittances = [];
for await (const remittance of readRemittances('era.x12')) remittances.push(remittance);
const bytes = writeRemittance(remittances, {
  interchange: { senderQualifier: 'ZZ', senderId: 'A', receiverQualifier: 'ZZ', receiverId: 'B', date6: '260115', time4: '0800', controlNumber: 1, usage: 'P' },
  group: { sender: 'AA', receiver: 'BB', date8: '20260115', time: '0800', controlNumber: 1 },
});
console.log(JSON.stringify([cents, outcome, remittances.length, bytes.length > 1000]));
`;

try {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  ) as {
    filename: string;
  }[];
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', private: true, type: 'module' }),
  );
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--omit=optional',
    join(folder, packed!.filename),
  ]);
  writeFileSync(join(folder, 'claims.x12'), fileOf('837P'), 'latin1');
  writeFileSync(join(folder, 'era.x12'), fileOf('835'), 'latin1');
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  const said = run(process.execPath, ['program.ts']).trim();
  if (said !== '[25000,"accepted",2,true]') throw new Error(`the installed package said ${said}`);
  // The declarations by themselves, without the types of Node that only the implementation needs.
  const options = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    skipLibCheck: false,
    types: ['node'],
  };
  const typeRoots = [join(root, 'node_modules/@types')];
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, typeRoots }, files: ['program.ts'] }),
  );
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  console.log(`${packed!.filename}: installed, imported, type-checked`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
