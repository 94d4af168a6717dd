import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A room imports only rooms before it; the command line and the console stand side by side. */
const ROOMS =
  'money x12 guide claim reference validation acknowledgment adjudication ledger remittance translation store batch cli console'.split(
    ' ',
  );
const HANDS = new Set(['cli', 'console']);
const MOST_LINES = 400;
const DRAWERS = new Set(['utils', 'util', 'helpers', 'helper', 'types', 'common', 'shared', 'misc', 'lib']);

const sources = filesOf('src/**/*.{ts,sql}');
const code = sources.filter(({ path }) => path.endsWith('.ts'));
const everything = [
  ...sources,
  ...filesOf('{bin,scripts,test}/**/*.{ts,js}'),
  ...filesOf('specs/**/*'),
].filter(({ path }) => path !== 'test/architecture.test.ts');

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

function filesOf(pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function roomOf(path: string): string {
  const [, room = '', file] = path.split('/');
  return file === undefined ? 'index' : room;
}

/** Every module a file names: static, re-exported, dynamic, type-only. */
function importsOf({ path, text }: SourceFile): string[] {
  const named = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)];
  return named.map(([, target]) =>
    normalize(join(dirname(path), target!))
      .split(sep)
      .join('/'),
  );
}

/** Without comments, which may say what code may not; good enough for files without such marks in strings. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** `path: line` of every match, so that a failure names its place. */
function matches(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

describe('rooms', () => {
  test('every folder under src is a room of the list', () => {
    const folders = new Set(code.map(({ path }) => roomOf(path)));
    folders.delete('index');
    expect([...folders].filter((folder) => !ROOMS.includes(folder))).toEqual([]);
    expect(folders.size).toBeGreaterThan(10);
  });

  test('a room imports only itself and the rooms above it', () => {
    const wrong = code.flatMap((file) => {
      const own = roomOf(file.path);
      if (own === 'index') return [];
      return importsOf(file)
        .filter((target) => {
          const other = roomOf(target);
          if (!target.startsWith('src/') || other === 'index') return true;
          return other !== own && ROOMS.indexOf(other) >= ROOMS.indexOf(own);
        })
        .map((target) => `${file.path} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('the linter holds the same order', () => {
    const { overrides } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as {
      overrides: readonly {
        includes: readonly string[];
        linter: {
          rules: { style: { noRestrictedImports: { options: { patterns: { group: string[] }[] } } } };
        };
      }[];
    };
    const forbidden = new Map(
      overrides.map(({ includes, linter }) => [
        includes[0],
        linter.rules.style.noRestrictedImports.options.patterns.flatMap(({ group }) => group),
      ]),
    );
    for (const [index, room] of ROOMS.slice(0, -1).entries()) {
      const below = ROOMS.slice(index + 1).map((each) => `**/../${each}/**`);
      expect(forbidden.get(`src/${room}/**`), room).toEqual([...below, '**/../index.ts']);
    }
  });

  test('only batch opens the store', () => {
    const openers = code.filter((file) => {
      const room = roomOf(file.path);
      if (room === 'store' || room === 'batch' || HANDS.has(room)) return false;
      return importsOf(file).some((target) => target.startsWith('src/store/'));
    });
    expect(openers.map(({ path }) => path)).toEqual([]);
  });

  test('no file and no folder is a drawer', () => {
    const parts = (path: string): string[] => [...dirname(path).split('/'), basename(path).split('.')[0]!];
    expect(sources.filter(({ path }) => parts(path).some((part) => DRAWERS.has(part)))).toEqual([]);
  });
});

describe('files', () => {
  test('none of src is longer than it may be', () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('half of src has at most 150 lines', () => {
    const lengths = code.map(({ text }) => text.split('\n').length).sort((left, right) => left - right);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(150);
  });

  test('names are words in small letters with hyphens', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*\.(ts|sql)$/;
    expect(sources.map(({ path }) => path).filter((path) => !name.test(basename(path)))).toEqual([]);
  });
});

describe('code', () => {
  const stripped = code.map(({ path, text }) => ({ path, text: withoutComments(text) }));

  test('below the command line nothing reads a clock, chance or the environment', () => {
    const below = stripped.filter(({ path }) => !HANDS.has(roomOf(path)));
    const outside =
      /Date\.now|new Date\(\s*\)|\bDate\(\s*\)|Math\.random|randomUUID|randomBytes|getRandomValues|performance\.now|process\.(env|hrtime|uptime|argv)|os\.(hostname|userInfo)/;
    expect(matches(below, outside)).toEqual([]);
  });

  test('nothing is of type any', () => {
    expect(matches(stripped, /(:|\bas|[<,|&(])\s*any(\s*[;,)>\]|&={]|\[\]|$)/)).toEqual([]);
  });

  test('nothing is printed below the command line', () => {
    const below = stripped.filter(({ path }) => !HANDS.has(roomOf(path)));
    expect(matches(below, /\bconsole\.|process\.(stdout|stderr)/)).toEqual([]);
  });

  test('only the command line ends the process', () => {
    const below = stripped.filter(({ path }) => !HANDS.has(roomOf(path)));
    expect(matches(below, /process\.(exit\b|exitCode|kill|abort)/)).toEqual([]);
  });

  test('nothing is left for later or hushed up', () => {
    expect(
      matches(
        everything,
        /\b(TODO|FIXME|HACK|WIP)\b|@ts-(ignore|expect-error|nocheck)|\b(describe|test|it)\.(only|skip)\(/,
      ),
    ).toEqual([]);
  });

  test('no path of a machine and no address of a package registry', () => {
    expect(matches(everything, /\/work\/|\/home\/|\/Users\/|registry\.(npmjs|yarnpkg)|localhost:\d/)).toEqual(
      [],
    );
  });
});
