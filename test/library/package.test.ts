import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf } from '../translation/files.ts';

const ROOT = join(import.meta.dirname, '../..');

/** As `npm pack` makes it of dist/, which `npm test` has built. */
let tarball = '';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'remit-package-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(
    execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as { filename: string }[];
  tarball = join(folder, packed!.filename);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** By a name the compiler does not follow: its declarations want another TypeScript than the project's. */
const load = async <Module>(name: string): Promise<Module> => (await import(name)) as Module;

test('publint has nothing to say about what is packed', async () => {
  interface Publint {
    publint(options: object): Promise<{ messages: { code: string; type: string; path: string[] }[] }>;
  }
  const { publint } = await load<Publint>('publint');
  const bytes = readFileSync(tarball);
  const { messages } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
  });
  expect(messages.map(({ type, code, path }) => `${type} ${code} ${path.join('.')}`)).toEqual([]);
});

/** How programs that are modules find it; nothing else can load it, and that is meant. */
const MODULES = ['node16-esm', 'bundler'];

test('the types are those of what is loaded, however a module resolves them', async () => {
  interface Resolution {
    readonly resolution?: { readonly fileName: string };
    readonly implementationResolution?: { readonly fileName: string };
  }
  interface AreTheTypesWrong {
    createPackageFromTarballData(bytes: Uint8Array): object;
    checkPackage(made: object): Promise<{
      types: unknown;
      entrypoints: Record<string, { resolutions: Record<string, Resolution> }>;
      problems: { kind: string; resolutionKind?: string }[];
    }>;
  }
  const { checkPackage, createPackageFromTarballData } =
    await load<AreTheTypesWrong>('@arethetypeswrong/core');
  const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  expect(checked.types).toBeTruthy();
  const wrong = checked.problems.filter(
    ({ resolutionKind }) => resolutionKind === undefined || MODULES.includes(resolutionKind),
  );
  expect(wrong).toEqual([]);
  for (const kind of MODULES) {
    const found = checked.entrypoints['.']!.resolutions[kind]!;
    expect(found.resolution?.fileName, kind).toMatch(/dist\/index\.d\.ts$/);
    expect(found.implementationResolution?.fileName, kind).toMatch(/dist\/index\.js$/);
  }
}, 60_000);

const PROGRAM = `import { readClaims, validate } from 'x12-remit';
let cents = 0;
for await (const claim of readClaims('claims.x12')) cents += claim.chargeCents ?? 0;
const { outcome } = await validate('claims.x12', { receivedDate: '20260115' });
console.log(JSON.stringify([cents, outcome]));
`;

/**
 * What `npm install TARBALL` would lay down, without a registry: the tarball unpacked, and beside it the packages that
 * it names as its dependencies, and no others (`node test/library/packed.ts` asks a registry for them).
 */
test('installed in an empty folder it has all it needs', () => {
  const home = join(folder, 'empty');
  const modules = join(home, 'node_modules');
  mkdirSync(modules, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  execFileSync('mv', [join(modules, 'package'), join(modules, 'x12-remit')]);
  const installed = join(modules, 'x12-remit');
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    version: string;
    man: string;
    bin: { remit: string };
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(home, 'claims.x12'), fileOf('837P'), 'latin1');
  writeFileSync(join(home, 'program.js'), PROGRAM);
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8' }).trim();
  expect(node('program.js')).toBe('[25000,"accepted"]');
  const remit = join(installed, manifest.bin.remit);
  expect(node(remit, '--version')).toBe(manifest.version);
  expect(node(remit, 'validate', 'claims.x12')).toContain('accepted');
  expect(node(remit, 'specs', 'check')).toBe('The specs are in order.');
  node(remit, 'init', 'claims');
  expect(existsSync(join(home, 'claims', 'remit.json'))).toBe(true);
  expect(readFileSync(join(installed, manifest.man), 'utf8')).toMatch(/^\.TH REMIT 1/);
}, 60_000);
