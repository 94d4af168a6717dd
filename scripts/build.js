// Compiles src/ to dist/ and carries the .sql files along: the store reads them beside its code. The manual page is made
// from the commands as they are now.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
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
mkdirSync(join(root, 'man'), { recursive: true });
writeFileSync(
  join(root, 'man', 'remit.1'),
  execFileSync(process.execPath, [join(root, 'bin', 'remit.js'), 'man']),
);
