import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandTree, everyNode } from '../../src/cli/command-tree.ts';
import { everyCommand, remitProgram } from '../../src/cli/program.ts';
import { printed } from './printed.ts';

const program = await remitProgram({ code: 0 });
const nodes = [...everyNode(commandTree(program))];

async function scriptOf(shell: string): Promise<string> {
  const { code, out } = await printed(['completion', shell]);
  expect(code).toBe(0);
  return out;
}

test('the tree holds every command and every option that commander knows', () => {
  const commands = [...everyCommand(program)];
  expect(commands.length).toBeGreaterThan(40);
  expect(nodes.map(({ name }) => name)).toEqual(commands.map((command) => command.name()));
  const options = commands.map((command) => [...command.options.map(({ long }) => long), '--help']);
  expect(nodes.map((node) => node.options.map(({ long }) => long))).toEqual(options);
});

test('a verb that is called by its name is the same without the others', async () => {
  for (const command of program.commands) {
    const alone = await remitProgram({ code: 0 }, command.name());
    const same = alone.commands.find((each) => each.name() === command.name())!;
    expect(alone.commands.length, command.name()).toBeLessThan(program.commands.length / 2);
    expect([...everyNode(commandTree(same))]).toEqual([...everyNode(commandTree(command))]);
  }
});

describe('completions', () => {
  test.each([
    ['bash', (name: string) => name],
    ['zsh', (name: string) => `'${name}:`],
    ['fish', (name: string) => (name.startsWith('--') ? ` -l ${name.slice(2)} ` : ` -a '${name}' `)],
  ] as const)('%s names every command and option, each where it belongs', async (shell, form) => {
    const lines = (await scriptOf(shell)).split('\n');
    for (const { path, children, options } of nodes) {
      const own = lines.filter((line) => line.includes(`"${path}"`)).join('\n');
      const names = [...children.map(({ name }) => name), ...options.map(({ long }) => long)];
      for (const name of names) expect(own, `${path} ${name}`).toContain(form(name));
    }
  });

  test.each<[string, readonly string[]]>([
    ['remit vali', ['validate']],
    ['remit quar', ['quarantine']],
    ['remit quarantine re', ['release', 'reject']],
    ['remit quarantine list --al', ['--all']],
    ['remit find X --as me', ['member-id']],
    ['remit run --pay ', ['now', 'calendar']],
    ['remit --config x run --as', ['--as-of']],
    ['remit completion f', ['fish']],
  ])('bash: %s', async (typed, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'remit-completion-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = join(folder, 'remit.bash');
    writeFileSync(script, await scriptOf('bash'));
    const words = typed.split(' ');
    const ask = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _remit; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['-c', ask, 'bash', script, ...words], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(out.trim().split('\n')).toEqual(expected);
  });

  test('another shell is a usage error that names those there are', async () => {
    expect(await printed(['completion', 'tcsh'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/bash, zsh, fish/),
    });
  });
});

describe('the manual page', () => {
  const plain = (text: string) => text.replaceAll('\\-', '-').replaceAll('\\&', '').replaceAll('\\e', '\\');

  test('names every command with its options, arguments and examples, and every exit code', async () => {
    const { out } = await printed(['man']);
    const sections = plain(out).split(/^\.SS /m);
    for (const { path, options, arguments: args, text } of nodes.slice(1)) {
      const own = sections.find((section) => new RegExp(`^${path}( [<[]|\\n)`).test(section));
      expect(own, path).toBeDefined();
      for (const { long } of options) expect(own, `${path} ${long}`).toContain(long);
      for (const { term } of args) expect(own).toContain(term);
      for (const example of text?.examples ?? []) expect(own).toContain(`remit ${example}`);
    }
    for (const code of [0, 1, 2, 3, 4, 74, 75, 130]) expect(out).toContain(`\n.B ${code}\n`);
  });

  test('holds no line that roff would take for a request by mistake', async () => {
    const { out } = await printed(['man']);
    const requests = out.split('\n').filter((line) => /^[.']/.test(line));
    expect([...new Set(requests.map((line) => line.split(' ')[0]))].sort()).toEqual(
      ['.B', '.BR', '.I', '.PP', '.RE', '.RS', '.SH', '.SS', '.TH', '.TP', '.fi', '.nf'].sort(),
    );
  });

  const hasGroff = spawnSync('groff', ['--version']).status === 0;
  test.runIf(hasGroff)('groff has nothing to say against it', async () => {
    const { out } = await printed(['man']);
    const { status, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww'], {
      input: out,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
