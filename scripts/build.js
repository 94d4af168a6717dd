// Compiles src/ to dist/ and carries the .sql files along: the store reads them beside its code. The manual page is made
// from the commands as they are now.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = createRequire(import.meta.url).resolve('typescript/package.json');

rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(dirname(compiler), 'bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);
for (const file of globSync('**/*.sql', { cwd: join(root, 'src') })) {
  const target = join(root, 'dist', relative('.', file));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, 'src', file), target);
}
await keepSpecs(join(root, 'specs'));
mkdirSync(join(root, 'man'), { recursive: true });
writeFileSync(
  join(root, 'man', 'remit.1'),
  execFileSync(process.execPath, [join(root, 'bin', 'remit.js'), 'man']),
);

/** What the XML of `specs/` says, parsed once: `kept-xml.ts` finds it by the text it was made from. */
async function keepSpecs(specs) {
  const { keepCompiled, keepXml } = await import('../dist/guide/kept-xml.js');
  const { guideSources, loadGuides } = await import('../dist/guide/guide-catalogue.js');
  const guides = join(specs, 'guides');
  try {
    for (const name of globSync('*/*.xml', { cwd: specs }))
      keepXml({ name, text: readFileSync(join(specs, name), 'utf8') });
    loadGuides(guides);
  } catch (fault) {
    // Whoever is at work on a guide still gets a command, and with it `remit specs check`.
    process.stderr.write(`specs: ${fault.message}\n`);
    return;
  }
  const { guides: texts, codes } = guideSources(guides);
  keepCompiled([...texts, ...codes]);
}
